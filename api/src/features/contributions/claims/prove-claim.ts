import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import {
  PaymentsService,
  type KeptLine,
  type LineMatch,
  type LineMatcher,
} from '../../payments/payments.service.js';
import { CLAIM_FAILED, CLAIM_PAID } from '../contributions.events.js';
import { FinishRefund } from '../refunds/finish-refund.js';
import type { ClaimRecord } from './claim.record.js';
import { claimPosting } from './claim-postings.js';
import { ClaimsRepository } from './claims.repository.js';
import { KeepClaims } from './keep-claims.js';

const INSTRUCTION = /^R[0-9a-f]{32}\d{2}$/;

/** The bank's statement says whether a donor's account was paid, refused, or paid and sent back. */
@Injectable()
export class ProveClaim implements LineMatcher {
  readonly name = 'contributions.claims';

  constructor(
    payments: PaymentsService,
    private readonly claims: ClaimsRepository,
    private readonly finishing: FinishRefund,
    private readonly keeping: KeepClaims,
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {
    payments.registerLineMatcher(this);
  }

  async match(tx: Tx, lines: readonly KeptLine[]): Promise<LineMatch[]> {
    const matches: LineMatch[] = [];
    for (const line of inBookingOrder(lines)) {
      const claimId = await this.matchOne(tx, line);
      if (claimId !== null) matches.push({ lineId: line.id, kind: 'refund', subjectId: claimId });
    }
    return matches;
  }

  private async matchOne(tx: Tx, line: KeptLine): Promise<string | null> {
    const claim = await this.claimOf(tx, line);
    if (claim === null) return null;
    const step = stepOf(claim, line);
    if (step === null) return null;
    if (step === 'paid') await this.paid(tx, claim, line);
    else await this.back(tx, claim, line, step);
    return claim.id;
  }

  private async claimOf(tx: Tx, { endToEndId, amountMinor }: KeptLine) {
    if (endToEndId === null || !INSTRUCTION.test(endToEndId)) return null;
    const found = await this.claims.findByInstruction(tx, endToEndId);
    const claim = found === null ? null : await this.keeping.lock(tx, found.id);
    const isAsSent = claim?.account?.instructionId === endToEndId;
    return isAsSent && claim.amountMinor === amountMinor ? claim : null;
  }

  private async paid(tx: Tx, claim: ClaimRecord, line: KeptLine): Promise<void> {
    const { id } = claim;
    const posting = { ...claimPosting(claim, 'paid'), valueDate: line.valueOn };
    const entryId = await this.ledger.post(tx, posting);
    const at = await this.clock.now(tx);
    await this.claims.setPaid(tx, id, { entryId, at, bankReference: line.reference });
    await moveState(tx, { machine: 'refund_claim', id, from: 'sent', to: 'paid', actor: SYSTEM });
    if (claim.owedIn === '2130') {
      await this.finishing.paidByBank(tx, id, entryId);
      return;
    }
    await this.keeping.moveGift(tx, claim, { from: 'unclaimed', to: 'refunded' });
    await this.events.publish(tx, CLAIM_PAID, await this.keeping.factOf(tx, claim));
  }

  private async back(
    tx: Tx,
    claim: ClaimRecord,
    line: KeptLine,
    step: 'failed' | 'returned',
  ): Promise<void> {
    const reason = line.returnReason ?? 'returned by the bank';
    const posting = { ...claimPosting(claim, step), valueDate: line.valueOn, reason };
    const entryId = await this.ledger.post(tx, posting);
    await this.keeping.askAgain(tx, claim, reason);
    if (claim.owedIn === '2130') {
      await this.finishing.backFromBank(tx, claim.id, { entryId, reason });
      return;
    }
    await this.events.publish(tx, CLAIM_FAILED, {
      ...(await this.keeping.factOf(tx, claim)),
      attempt: claim.attempt,
    });
  }
}

/** What a line means for a claim: the payment, its refusal, or its return after it had arrived. */
function stepOf({ state }: ClaimRecord, { direction }: KeptLine) {
  if (direction === 'out') return state === 'sent' ? 'paid' : null;
  if (state === 'sent') return 'failed';
  return state === 'paid' ? 'returned' : null;
}

/** A payment is proved before its return is, however the file lists them. */
function inBookingOrder(lines: readonly KeptLine[]): KeptLine[] {
  const rank = ({ direction }: KeptLine) => (direction === 'out' ? 0 : 1);
  return [...lines].sort((a, b) => a.bookedOn.localeCompare(b.bookedOn) || rank(a) - rank(b));
}
