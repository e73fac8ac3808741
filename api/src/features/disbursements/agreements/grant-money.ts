import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { MatchingService } from '../../matching/matching.service.js';

/** R59: what a project has, contributions and matching, without what rests in disputes. */
@Injectable()
export class GrantMoney {
  constructor(
    private readonly ledger: LedgerService,
    private readonly matching: MatchingService,
  ) {}

  async heldMinor(tx: Tx, projectId: string): Promise<number> {
    const [giftsMinor = 0, matchingMinor = 0] = await this.ledger.balances(tx, [
      { code: '2100', subjectId: projectId },
      { code: '2110', subjectId: projectId },
    ]);
    return giftsMinor + matchingMinor - (await this.matching.frozenMinor(tx, projectId));
  }
}
