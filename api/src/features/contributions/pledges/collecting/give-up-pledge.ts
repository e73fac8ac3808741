import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../../platform/actor.js';
import { moveState } from '../../../../platform/database/state-moves.js';
import type { Tx } from '../../../../platform/database/tx.js';
import { Operations } from '../../../../platform/operations/operations.js';
import { SavedCardsGateway } from '../../../../platform/stripe/saved-cards.gateway.js';
import { STORED_FAILURE } from '../../../../platform/stripe/stripe-failure.js';
import type { StripeIntent } from '../../../../platform/stripe/stripe.types.js';
import { EndPledge } from '../end-pledge.js';
import type { PledgeRecord } from '../pledge.record.js';
import { PledgesRepository } from '../pledges.repository.js';

const CANCEL_INTENT = 'contributions.cancel-pledge-payment';

interface CancelRequest {
  readonly intentId: string;
}

/**
 * After the last attempt. The provider's payment is closed first: a donor who confirms it in this very
 * moment has given, and only what can no longer be paid has lapsed.
 */
@Injectable()
export class GiveUpPledge {
  constructor(
    private readonly pledges: PledgesRepository,
    private readonly ending: EndPledge,
    private readonly operations: Operations,
    gateway: SavedCardsGateway,
  ) {
    this.operations.register<CancelRequest, StripeIntent>({
      name: CANCEL_INTENT,
      call: ({ intentId }, { key }) => gateway.cancelIntent(intentId, key),
      ask: async ({ intentId }) => {
        const intent = await gateway.getIntent(intentId);
        return intent.status === 'canceled' ? intent : null;
      },
      apply: (tx, { subjectId }) => this.lapse(tx, subjectId),
      refused: (tx, { subjectId }, { code }) => this.refused(tx, subjectId, code),
    });
  }

  async begin(tx: Tx, pledge: PledgeRecord): Promise<void> {
    const { id, intentId } = pledge;
    if (intentId === null) {
      await this.lapse(tx, id);
      return;
    }
    const request: CancelRequest = { intentId };
    const version = await this.pledges.nextVersion(tx, id);
    const intent = { subjectId: id, request, version };
    await this.operations.request(tx, { name: CANCEL_INTENT }, intent);
  }

  private async lapse(tx: Tx, id: string): Promise<void> {
    const pledge = await this.pledges.findForUpdate(tx, id);
    if (pledge?.state !== 'charge_failed') return;
    const { refusal } = pledge;
    const edge = { from: 'created', to: 'failed' } as const;
    const why = refusal === null ? {} : { reason: refusal };
    await moveState(tx, { machine: 'contribution', id, ...edge, actor: SYSTEM, ...why });
    await this.ending.lapse(tx, pledge, 'not_paid');
  }

  /** It was paid meanwhile: the charge's own news books it. */
  private async refused(tx: Tx, id: string, code: string): Promise<void> {
    if (code !== STORED_FAILURE) return;
    const pledge = await this.pledges.findForUpdate(tx, id);
    if (pledge?.state === 'charge_failed') await this.begin(tx, pledge);
  }
}
