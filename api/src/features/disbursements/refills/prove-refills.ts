import { Injectable } from '@nestjs/common';
import type { RefillState } from '@vatra/shared/disbursements/refill.states';
import { SYSTEM } from '../../../platform/actor.js';
import { addDays } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService, type Posting } from '../../ledger/ledger.service.js';
import {
  PaymentsService,
  type KeptLine,
  type LineMatch,
  type LineMatcher,
} from '../../payments/payments.service.js';
import { RefillsRepository, type RefillRow } from './refills.repository.js';
import { WakeTransfers } from './wake-transfers.js';

const CLIENT_BANK = { code: '1100' };
/** Gone from the bank to Stripe, and not yet shown there. */
const TO_STRIPE = { code: '1070' };
/** After one has come back: time for somebody to see why. */
const REST_DAYS = 1;
const ZONE = 'UTC';
const REFILL_ID = /\bVS[0-9a-f]{32}\b/i;

/**
 * What the bank shows of money that goes back to Stripe. Every line that names a refill is booked as
 * it stands, twice or with another amount too: 1070 then says what somebody has to look for.
 */
@Injectable()
export class ProveRefills implements LineMatcher {
  readonly name = 'disbursements.refills';

  constructor(
    payments: PaymentsService,
    private readonly refills: RefillsRepository,
    private readonly ledger: LedgerService,
    private readonly waking: WakeTransfers,
    private readonly clock: Clock,
  ) {
    payments.registerLineMatcher(this);
  }

  async match(tx: Tx, lines: readonly KeptLine[]): Promise<LineMatch[]> {
    const matches: LineMatch[] = [];
    for (const line of lines) {
      const named = REFILL_ID.exec(`${line.endToEndId ?? ''} ${line.remittance ?? ''}`)?.[0];
      if (named === undefined) continue;
      const refill = await this.refills.findByInstruction(tx, named);
      if (refill === null) continue;
      await this.ledger.post(tx, posting(refill, line));
      if (line.direction === 'out') await this.move(tx, refill, 'left');
      else await this.comeBack(tx, refill, line.returnReason ?? 'returned');
      matches.push({ lineId: line.id, kind: 'refill', subjectId: refill.id });
    }
    return matches;
  }

  private async comeBack(tx: Tx, refill: RefillRow, reason: string): Promise<void> {
    if (refill.state === 'returned') return;
    await this.refills.setReturned(tx, refill.id, reason);
    await this.move(tx, refill, 'returned', reason);
    await this.waking.wake(tx, addDays(await this.clock.now(tx), REST_DAYS, ZONE));
  }

  /** The bank may tell the debit after its return: the row stays what it became. */
  private async move(
    tx: Tx,
    { id, state }: RefillRow,
    to: RefillState,
    reason: string | null = null,
  ): Promise<void> {
    if (state === to || state === 'returned') return;
    const why = reason === null ? {} : { reason };
    await moveState(tx, { machine: 'refill', id, from: state, to, actor: SYSTEM, ...why });
  }
}

/** L5 the other way, as far as the bank knows; what Stripe shows is booked with the top-up there. */
function posting({ id }: RefillRow, line: KeptLine): Posting {
  const isGone = line.direction === 'out';
  const [debit, credit] = isGone ? [TO_STRIPE, CLIENT_BANK] : [CLIENT_BANK, TO_STRIPE];
  return {
    kind: 'L5',
    purposeKey: `L5:refill-${isGone ? 'left' : 'returned'}:${line.id}`,
    subject: { kind: 'refill', id },
    valueDate: line.valueOn,
    lines: [
      { account: debit, debitMinor: line.amountMinor },
      { account: credit, creditMinor: line.amountMinor },
    ],
  };
}
