import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../../platform/actor.js';
import { Clock } from '../../../../platform/clock/clock.js';
import { moveState, recordBirth } from '../../../../platform/database/state-moves.js';
import type { Tx } from '../../../../platform/database/tx.js';
import { Operations } from '../../../../platform/operations/operations.js';
import { Events } from '../../../../platform/outbox/events.js';
import { Jobs } from '../../../../platform/outbox/jobs.js';
import { SavedCardsGateway } from '../../../../platform/stripe/saved-cards.gateway.js';
import { STORED_FAILURE } from '../../../../platform/stripe/stripe-failure.js';
import type { NewIntent, StripeIntent } from '../../../../platform/stripe/stripe.types.js';
import { PaymentsService } from '../../../payments/payments.service.js';
import { ContributionsRepository } from '../../contributions.repository.js';
import { nextChargeAt, refusalOf } from './collecting.policy.js';
import { factOf } from '../end-pledge.js';
import { GiveUpPledge } from './give-up-pledge.js';
import type { PledgeRecord } from '../pledge.record.js';
import { PLEDGE_REFUSED } from '../../pledges.events.js';
import { CHARGE_AGAIN } from '../pledges.jobs.js';
import { PledgesRepository } from '../pledges.repository.js';

const CREATE_INTENT = 'contributions.create-pledge-payment';
const CHARGE = 'contributions.charge-pledge';

interface ChargeRequest {
  readonly intentId: string;
  readonly methodId: string;
}

/**
 * Takes what was promised while its donor is away. One payment at the provider, confirmed as often as
 * it takes, so that no attempt and no lost answer can charge twice; the charge's own news books it.
 */
@Injectable()
export class ChargePledge {
  constructor(
    private readonly pledges: PledgesRepository,
    private readonly contributions: ContributionsRepository,
    private readonly payments: PaymentsService,
    private readonly givingUp: GiveUpPledge,
    private readonly operations: Operations,
    private readonly jobs: Jobs,
    private readonly events: Events,
    private readonly clock: Clock,
    gateway: SavedCardsGateway,
  ) {
    this.jobs.on(CHARGE_AGAIN, (tx, pledgeId) => this.retry(tx, pledgeId));
    this.operations.register<NewIntent, StripeIntent>({
      name: CREATE_INTENT,
      call: (request, { key }) => gateway.createIntent(request, key),
      ask: (request) => findIntent(gateway, request),
      apply: (tx, { subjectId }, intent) => this.created(tx, subjectId, intent),
      refused: (tx, { subjectId }, { code }) => this.refused(tx, subjectId, code),
    });
    this.operations.register<ChargeRequest, StripeIntent>({
      name: CHARGE,
      call: ({ intentId, methodId }, { key }) => gateway.charge(intentId, methodId, key),
      apply: (tx, { subjectId }, intent) => this.askForMoney(tx, subjectId, intent),
      refused: (tx, { subjectId }, { code }) => this.refused(tx, subjectId, code),
    });
  }

  /** It falls due: from now on it is a contribution under way, with the id and the donor it had. */
  async begin(tx: Tx, pledge: PledgeRecord): Promise<void> {
    const { id, campaignId, projectId, giftMinor, tipMinor, feeCoverMinor, grossMinor } = pledge;
    const now = await this.clock.now(tx);
    await this.contributions.insert(tx, {
      ...{ id, campaignId, projectId },
      amounts: { giftMinor, tipMinor, feeCoverMinor, grossMinor, currency: 'EUR' },
      ...{ channel: 'card', createdAt: pledge.createdAt, sessionExpiresAt: now },
    });
    await recordBirth(tx, { machine: 'contribution', id, state: 'created', actor: SYSTEM });
    await this.pledges.setDue(tx, id, now);
    const edge = { from: 'pledged', to: 'charge_due' } as const;
    await moveState(tx, { machine: 'pledge', id, ...edge, actor: SYSTEM });
    await this.send(tx, pledge);
  }

  /** With its row locked, after a charge that failed. */
  async again(tx: Tx, pledge: PledgeRecord): Promise<void> {
    const { id } = pledge;
    const edge = { from: 'charge_failed', to: 'charge_due' } as const;
    await moveState(tx, { machine: 'pledge', id, ...edge, actor: SYSTEM });
    await this.send(tx, pledge);
  }

  /** The provider has taken it: its charge tells of the money. */
  async askForMoney(tx: Tx, id: string, intent: StripeIntent): Promise<void> {
    const { status, chargeId } = intent;
    if (status !== 'succeeded' || chargeId === null) return;
    const contribution = await this.contributions.findForUpdate(tx, id);
    if (contribution === null || contribution.paidAt !== null) return;
    await this.contributions.setCharge(tx, id, { id: chargeId, paymentIntentId: intent.id });
    await this.payments.askAgain(tx, 'charge', chargeId);
  }

  private async send(tx: Tx, pledge: PledgeRecord): Promise<void> {
    const { id, intentId, methodId, customerId } = pledge;
    if (methodId === null || customerId === null) throw new Error(`Pledge ${id} has no card`);
    const version = await this.pledges.nextVersion(tx, id);
    if (intentId !== null) {
      const request: ChargeRequest = { intentId, methodId };
      await this.operations.request(tx, { name: CHARGE }, { subjectId: id, request, version });
      return;
    }
    const request = intentOf(pledge, customerId);
    const intent = { subjectId: id, request, version };
    await this.operations.request(tx, { name: CREATE_INTENT }, intent);
  }

  private async created(tx: Tx, id: string, intent: StripeIntent): Promise<void> {
    const pledge = await this.pledges.findForUpdate(tx, id);
    if (pledge?.state !== 'charge_due') return;
    await this.pledges.setIntent(tx, id, intent.id);
    await this.send(tx, { ...pledge, intentId: intent.id });
  }

  private async retry(tx: Tx, id: string): Promise<void> {
    const pledge = await this.pledges.findForUpdate(tx, id);
    if (pledge?.state === 'charge_failed') await this.again(tx, pledge);
  }

  private async refused(tx: Tx, id: string, code: string): Promise<void> {
    const pledge = await this.pledges.findForUpdate(tx, id);
    // Paid or ended in this very moment: the charge's own news tells which.
    if (pledge?.state !== 'charge_due' || code.endsWith('.payment_intent_unexpected_state')) return;
    if (code === STORED_FAILURE) await this.send(tx, pledge);
    else await this.fail(tx, pledge, code);
  }

  private async fail(tx: Tx, pledge: PledgeRecord, code: string): Promise<void> {
    const { id, dueSince } = pledge;
    const now = await this.clock.now(tx);
    const again = nextChargeAt(dueSince ?? now, now);
    await this.pledges.setRefused(tx, id, { refusal: code, nextChargeAt: again });
    const edge = { from: 'charge_due', to: 'charge_failed' } as const;
    await moveState(tx, { machine: 'pledge', id, ...edge, actor: SYSTEM, reason: code });
    if (again === null) {
      await this.givingUp.begin(tx, pledge);
      return;
    }
    await this.jobs.schedule(tx, CHARGE_AGAIN, id, again);
    const fact = { ...factOf(pledge), as: refusalOf(code), time: now.toISOString() };
    await this.events.publish(tx, PLEDGE_REFUSED, fact);
  }
}

/** A payment of this pledge that can still be charged, whoever made it. */
function findIntent(
  gateway: SavedCardsGateway,
  { customerId, metadata }: NewIntent,
): Promise<StripeIntent | null> {
  const isOurs = (intent: StripeIntent) =>
    intent.metadata.contribution_id === metadata.contribution_id && intent.status !== 'canceled';
  return gateway.findIntent(customerId, isOurs);
}

function intentOf(pledge: PledgeRecord, customerId: string): NewIntent {
  const { id, campaignId, projectId, grossMinor } = pledge;
  return {
    amountMinor: grossMinor,
    currency: 'EUR',
    customerId,
    metadata: { contribution_id: id, campaign_id: campaignId, project_id: projectId },
    transferGroup: projectId,
  };
}
