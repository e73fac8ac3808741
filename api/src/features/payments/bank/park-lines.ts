import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService, UNKNOWN_PURPOSE, type Posting } from '../../ledger/ledger.service.js';
import { BankLinesRepository } from './bank-lines.repository.js';
import type { KnownLine } from './bank-lines.js';

const CLIENT_BANK = { code: '1100' };
const NOT_KNOWN_YET = { code: '2120', subjectId: UNKNOWN_PURPOSE };

/**
 * L8: money that came without a reference we know is in the books from the first day, apart, owed to
 * whoever it turns out to belong to. When somebody says what it is, this is undone and that is booked.
 */
@Injectable()
export class ParkLines {
  constructor(
    private readonly ledger: LedgerService,
    private readonly lines: BankLinesRepository,
  ) {}

  /** Those nobody explained. What comes back to us, and what left, waits outside the books for a person. */
  async park(tx: Tx, open: readonly KnownLine[]): Promise<void> {
    const fresh = open.filter(
      ({ direction, returnReason, isParked }) =>
        direction === 'in' && returnReason === null && !isParked,
    );
    await this.ledger.postMany(tx, fresh.map(parked));
    await this.lines.park(
      tx,
      fresh.map(({ id }) => id),
    );
  }

  async release(tx: Tx, explained: readonly KnownLine[]): Promise<void> {
    for (const line of explained.filter(({ isParked }) => isParked)) {
      await this.ledger.post(tx, await this.released(tx, line));
    }
  }

  private async released(tx: Tx, line: KnownLine): Promise<Posting> {
    const entryId = await this.ledger.findPosted(tx, parked(line).purposeKey);
    return {
      kind: 'L8',
      purposeKey: `L8:known:${line.id}`,
      subject: { kind: 'bank_line', id: line.id },
      valueDate: line.valueOn,
      reverses: entryId ?? undefined,
      lines: [
        { account: NOT_KNOWN_YET, debitMinor: line.amountMinor },
        { account: CLIENT_BANK, creditMinor: line.amountMinor },
      ],
    };
  }
}

function parked(line: KnownLine): Posting {
  return {
    kind: 'L8',
    purposeKey: `L8:unknown:${line.id}`,
    subject: { kind: 'bank_line', id: line.id },
    valueDate: line.valueOn,
    lines: [
      { account: CLIENT_BANK, debitMinor: line.amountMinor },
      { account: NOT_KNOWN_YET, creditMinor: line.amountMinor },
    ],
  };
}
