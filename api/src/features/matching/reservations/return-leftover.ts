import { Injectable } from '@nestjs/common';
import { allocate } from '@vatra/shared/money';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { leftoverPosting } from '../funds/fund-postings.js';
import { FundsRepository } from '../funds/funds.repository.js';
import { FreezeMatches } from './freeze-matches.js';
import { ReleaseMatches } from './release-matches.js';
import { ReservationsRepository } from './reservations.repository.js';

/**
 * R80: the matching part of a leftover follows each fund's own rule, in proportion to what its matching
 * was the project's: free again, or kept for repairs. The reservations stay as they are, because the
 * gifts brought the project what it was matched for.
 */
@Injectable()
export class ReturnLeftover {
  constructor(
    private readonly funds: FundsRepository,
    private readonly reservations: ReservationsRepository,
    private readonly releasing: ReleaseMatches,
    private readonly freezing: FreezeMatches,
    private readonly ledger: LedgerService,
  ) {}

  async run(tx: Tx, projectId: string, cause: string): Promise<void> {
    const committed = await this.reservations.committedTo(tx, projectId);
    const account = { code: '2110', subjectId: projectId };
    await this.ledger.lock(tx, [account]);
    const heldMinor = await this.ledger.balance(tx, account);
    const leftMinor = heldMinor - (await this.freezing.frozenMinor(tx, projectId));
    if (committed.size === 0 || leftMinor <= 0) return;
    const funds = await this.funds.lockMany(tx, [...committed.keys()]);
    const shares = allocate(
      leftMinor,
      [...committed].map(([key, weight]) => ({ key, weight })),
    );
    const given = funds.filter(({ id }) => (shares.get(id) ?? 0) > 0);
    const postings = given.map((fund) =>
      leftoverPosting({ fund, projectId, cause }, shares.get(fund.id) ?? 0),
    );
    await this.ledger.postMany(tx, postings);
    const freer = given.filter(({ leftover }) => leftover === 'fund').map(({ id }) => id);
    await this.releasing.reopen(tx, funds, new Set(freer));
  }
}
