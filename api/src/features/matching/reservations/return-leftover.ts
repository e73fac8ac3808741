import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { leftoverPosting } from '../funds/fund-postings.js';
import { FundsRepository } from '../funds/funds.repository.js';
import { leftoverShares } from './held-shares.policy.js';
import { MatchPool } from './match-pool.js';
import { ReleaseMatches } from './release-matches.js';
import { ReservationsRepository } from './reservations.repository.js';

/**
 * R80: the matching part of a leftover follows each fund's own rule, in proportion to what its matching
 * was the project's: free again, or kept for repairs. What rests in disputes waits for its bank; lost it
 * is free in its fund, won it follows this rule. The reservations stay as they are, because the gifts
 * brought the project what it was matched for.
 */
@Injectable()
export class ReturnLeftover {
  constructor(
    private readonly funds: FundsRepository,
    private readonly reservations: ReservationsRepository,
    private readonly releasing: ReleaseMatches,
    private readonly pool: MatchPool,
    private readonly ledger: LedgerService,
  ) {}

  async run(tx: Tx, projectId: string, cause: string): Promise<void> {
    const fundIds = await this.reservations.fundsThatGaveTo(tx, projectId);
    if (fundIds.length === 0) return;
    const funds = await this.funds.lockMany(tx, fundIds);
    const matches = await this.reservations.lockGivenTo(tx, projectId);
    const held = await this.pool.of(tx, projectId);
    const shares = leftoverShares(matches, held, await this.pool.leftoverOf(tx, projectId));
    const given = funds.filter(({ id }) => (shares.get(id) ?? 0) > 0);
    const postings = given.map((fund) =>
      leftoverPosting({ fund, projectId, cause }, shares.get(fund.id) ?? 0),
    );
    await this.ledger.postMany(tx, postings);
    const freer = given.filter(({ leftover }) => leftover === 'fund').map(({ id }) => id);
    await this.releasing.reopen(tx, funds, new Set(freer));
  }
}
