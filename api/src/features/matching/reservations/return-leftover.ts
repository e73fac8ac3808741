import { Injectable } from '@nestjs/common';
import { allocate } from '@vatra/shared/money';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { FundsRepository } from '../funds/funds.repository.js';
import { leftoverPosting } from '../funds/fund-postings.js';
import { ReservationsRepository } from './reservations.repository.js';

/**
 * R80: the reservations stay as they are, because the gifts brought the project what it was matched
 * for; what was not needed is the funds' again, each by what of its matching was the project's own.
 */
@Injectable()
export class ReturnLeftover {
  constructor(
    private readonly funds: FundsRepository,
    private readonly reservations: ReservationsRepository,
    private readonly ledger: LedgerService,
  ) {}

  async run(tx: Tx, projectId: string, cause: string): Promise<void> {
    const committed = await this.reservations.committedTo(tx, projectId);
    const leftMinor = await this.ledger.balance(tx, { code: '2110', subjectId: projectId });
    if (committed.size === 0 || leftMinor <= 0) return;
    await this.funds.lockMany(tx, [...committed.keys()]);
    const shares = allocate(
      leftMinor,
      [...committed].map(([key, weight]) => ({ key, weight })),
    );
    const postings = [...shares]
      .filter(([, minor]) => minor > 0)
      .map(([fundId, minor]) => leftoverPosting({ fundId, projectId, cause }, minor));
    await this.ledger.postMany(tx, postings);
  }
}
