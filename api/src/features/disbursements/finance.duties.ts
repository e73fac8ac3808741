import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../platform/actor.js';
import { addDays } from '../../platform/calendar/zoned-days.js';
import type { Tx } from '../../platform/database/tx.js';
import { urgencyOf } from '../../platform/duties/urgency.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { PayeeAccountsRepository } from './payees/payee-accounts.repository.js';
import { ReadTranches } from './tranches/read-tranches.js';
import type { TrancheView } from '@vatra/shared/disbursements/disbursements.views';

const VERIFY_PAYEE_DAYS = 10;
const STUCK: readonly string[] = ['failed', 'canceled', 'refused'];
const FINANCE_ZONE = 'UTC';

/** What makers and checkers have before them; nobody is asked for what they may not do. */
@Injectable()
export class FinanceDuties {
  constructor(
    private readonly tranches: ReadTranches,
    private readonly payees: PayeeAccountsRepository,
    private readonly organisations: OrganisationsService,
  ) {}

  async of(tx: Tx, actor: Actor, now: Date): Promise<DutyView[]> {
    const isMaker = actor.platformRoles.includes('finance_maker');
    if (!isMaker && !actor.platformRoles.includes('finance_checker')) return [];
    const queue = await this.tranches.queue(tx, actor);
    return [
      ...queue.flatMap((tranche) => stepDuty(tranche, now)),
      ...(isMaker ? queue.flatMap((tranche) => bankDuty(tranche, now)) : []),
      ...queue.flatMap((tranche) => payoutDuty(tranche, now)),
      ...(await this.payeeDuties(tx, now)),
    ];
  }

  private async payeeDuties(tx: Tx, now: Date): Promise<DutyView[]> {
    const offered = await this.payees.listOffered(tx);
    const ids = offered.map(({ organisationId }) => organisationId);
    const cards = await this.organisations.cardsOf(tx, [...new Set(ids)]);
    return offered.map((payee) => {
      const dueAt = addDays(payee.offeredAt, VERIFY_PAYEE_DAYS, FINANCE_ZONE);
      return {
        kind: 'duty.disbursements.verify-payee',
        subjectId: payee.id,
        title: null,
        params: { organisation: cards.get(payee.organisationId)?.name ?? '' },
        dueAt: dueAt.toISOString(),
        path: `/finance/payees/${payee.id}`,
        urgency: urgencyOf(dueAt, now),
      };
    });
  }
}

function stepDuty(tranche: TrancheView, now: Date): DutyView[] {
  return tranche.may.map((verb) => ({
    kind: `duty.disbursements.${verb}-tranche`,
    subjectId: tranche.id,
    title: tranche.projectTitle,
    params: { number: tranche.number, amountMinor: tranche.amountMinor },
    dueAt: tranche.dueAt,
    path: `/finance/tranches/${tranche.id}`,
    urgency: urgencyOf(tranche.dueAt === null ? null : new Date(tranche.dueAt), now),
  }));
}

/** The payee's bank did not take it: somebody has to have it paid out again, or take it back. */
function payoutDuty(tranche: TrancheView, now: Date): DutyView[] {
  const isStuck = STUCK.includes(tranche.transfer?.payoutState ?? '');
  if (tranche.state !== 'sent' || !isStuck) return [];
  return [
    {
      kind: 'duty.disbursements.mend-payout',
      subjectId: tranche.id,
      title: tranche.projectTitle,
      params: { number: tranche.number, amountMinor: tranche.amountMinor },
      dueAt: tranche.dueAt,
      path: `/finance/tranches/${tranche.id}`,
      urgency: urgencyOf(tranche.dueAt === null ? null : new Date(tranche.dueAt), now),
    },
  ];
}

/** A payment on its way: the file goes to the bank, its statement comes back. */
function bankDuty(tranche: TrancheView, now: Date): DutyView[] {
  if (tranche.state !== 'sent' || tranche.transfer !== null) return [];
  const dueAt = tranche.dueAt === null ? null : new Date(tranche.dueAt);
  return [
    {
      kind: 'duty.disbursements.prove-payment',
      subjectId: tranche.id,
      title: tranche.projectTitle,
      params: { number: tranche.number, amountMinor: tranche.amountMinor },
      dueAt: tranche.dueAt,
      path: '/finance/payment-files',
      urgency: urgencyOf(dueAt, now),
    },
  ];
}
