import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { LedgerService, type Posting } from '../ledger/ledger.service.js';
import type { KeptLine, LineMatch, LineMatcher } from './bank/bank-lines.js';
import { SweepsRepository, type PayoutRow } from './sweeps.repository.js';

const AT_PROVIDER = { code: '1010' };
const ON_THE_WAY = { code: '1050' };
const CLIENT_BANK = { code: '1100' };

const PAYOUT_ID = /\bpo_[A-Za-z0-9_]+/;

/** L5 as ruling 14 splits it: on the way when the payout exists, at the bank when the bank says so. */
@Injectable()
export class BookPayouts implements LineMatcher {
  readonly name = 'payments.payouts';

  constructor(
    private readonly ledger: LedgerService,
    private readonly sweeps: SweepsRepository,
  ) {}

  /** Books what Stripe says of payouts; payouts made by hand on Stripe's pages are booked as well. */
  async bookStatus(tx: Tx, payoutIds: readonly string[]): Promise<void> {
    for (const payout of await this.sweeps.payoutsForUpdate(tx, payoutIds)) {
      await this.postOnce(tx, sent(payout));
      if (payout.status === 'failed' || payout.status === 'canceled') {
        await this.postOnce(tx, returned(payout));
      }
    }
  }

  /** A credit that names a payout proves its arrival; a debit that names it takes it back. */
  async match(tx: Tx, lines: readonly KeptLine[]): Promise<LineMatch[]> {
    const named = new Map<string, KeptLine>();
    for (const line of lines) {
      const payoutId = PAYOUT_ID.exec(`${line.endToEndId ?? ''} ${line.remittance ?? ''}`)?.[0];
      if (payoutId !== undefined) named.set(line.id, line);
    }
    const matches: LineMatch[] = [];
    for (const line of named.values()) {
      const match = await this.matchOne(tx, line);
      if (match !== null) matches.push(match);
    }
    return matches;
  }

  private async matchOne(tx: Tx, line: KeptLine): Promise<LineMatch | null> {
    const id = PAYOUT_ID.exec(`${line.endToEndId ?? ''} ${line.remittance ?? ''}`)?.[0] ?? '';
    const [payout] = await this.sweeps.payoutsForUpdate(tx, [id]);
    if (payout?.amountMinor !== line.amountMinor) return null;
    await this.postOnce(tx, sent(payout));
    await this.postOnce(
      tx,
      line.direction === 'in' ? arrived(payout, line) : takenBack(payout, line),
    );
    return { lineId: line.id, kind: 'payout', subjectId: payout.id };
  }

  private async postOnce(tx: Tx, posting: Posting): Promise<void> {
    if ((await this.ledger.findPosted(tx, posting.purposeKey)) === null) {
      await this.ledger.post(tx, posting);
    }
  }
}

type Side = { readonly code: string };

function move(payout: PayoutRow, step: string, sides: { debit: Side; credit: Side }): Posting {
  return {
    kind: 'L5',
    purposeKey: `L5:${step}:${payout.id}`,
    subject: { kind: 'payout', id: payout.bookId },
    lines: [
      { account: sides.debit, debitMinor: payout.amountMinor },
      { account: sides.credit, creditMinor: payout.amountMinor },
    ],
  };
}

function sent(payout: PayoutRow): Posting {
  return move(payout, 'sent', { debit: ON_THE_WAY, credit: AT_PROVIDER });
}

function returned(payout: PayoutRow): Posting {
  return move(payout, 'failed', { debit: AT_PROVIDER, credit: ON_THE_WAY });
}

function arrived(payout: PayoutRow, line: KeptLine): Posting {
  const posting = move(payout, 'arrived', { debit: CLIENT_BANK, credit: ON_THE_WAY });
  return { ...posting, valueDate: line.valueOn };
}

function takenBack(payout: PayoutRow, line: KeptLine): Posting {
  const posting = move(payout, 'taken-back', { debit: ON_THE_WAY, credit: CLIENT_BANK });
  return { ...posting, valueDate: line.valueOn };
}
