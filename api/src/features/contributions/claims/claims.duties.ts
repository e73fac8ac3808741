import { Injectable } from '@nestjs/common';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../../platform/actor.js';
import { addDays } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Duties, type DutySource } from '../../../platform/duties/duties.js';
import { urgencyOf } from '../../../platform/duties/urgency.js';
import { ClaimQueueRepository, type ClaimQueue } from './claim-queue.repository.js';

/** Donors wait for their money: as with a batch that waits for a signature. */
const PREPARE_DAYS = 7;
const HAND_IN_DAYS = 3;
/** Half of the time after which it goes to the hometown (ruling 26). */
const NAME_DAYS = 30;
const FINANCE_ZONE = 'UTC';

interface Asked {
  readonly what: string;
  readonly days: number;
}

/** Refunds by the bank that wait for a maker, all of a kind in one duty. */
@Injectable()
export class ClaimsDuties implements DutySource {
  constructor(
    duties: Duties,
    private readonly queues: ClaimQueueRepository,
    private readonly clock: Clock,
  ) {
    duties.add(this);
  }

  async of(tx: Tx, { platformRoles }: Actor): Promise<DutyView[]> {
    if (!platformRoles.includes('finance_maker')) return [];
    const now = await this.clock.now(tx);
    const given = await this.queues.given(tx);
    const sent = await this.queues.sent(tx);
    const unaddressed = await this.queues.unaddressed(tx);
    return [
      ...duty(given, { what: 'pay-refunds', days: PREPARE_DAYS }, now),
      ...duty(unaddressed, { what: 'name-refund-account', days: NAME_DAYS }, now),
      ...duty(sent, { what: 'hand-in-refunds', days: HAND_IN_DAYS }, now),
    ];
  }
}

function duty(queue: ClaimQueue, { what, days }: Asked, now: Date): DutyView[] {
  const { firstId, since, count, amountMinor } = queue;
  if (firstId === null || since === null) return [];
  const dueAt = addDays(since, days, FINANCE_ZONE);
  return [
    {
      kind: `duty.contributions.${what}`,
      subjectId: firstId,
      title: null,
      params: { count, amountMinor },
      dueAt: dueAt.toISOString(),
      path: '/finance/refunds',
      urgency: urgencyOf(dueAt, now),
    },
  ];
}
