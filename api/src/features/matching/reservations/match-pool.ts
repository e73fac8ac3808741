import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { FreezesRepository } from './freezes.repository.js';
import type { HeldMatching } from './held-shares.policy.js';

/** The matching a project holds of its own, all of it together (R62). */
@Injectable()
export class MatchPool {
  constructor(
    private readonly ledger: LedgerService,
    private readonly freezes: FreezesRepository,
  ) {}

  /** Under the account's lock, so that nothing is frozen while this is given away. */
  async of(tx: Tx, projectId: string): Promise<HeldMatching> {
    const account = { code: '2110', subjectId: projectId };
    await this.ledger.lock(tx, [account]);
    return {
      heldMinor: await this.ledger.balance(tx, account),
      frozen: await this.freezes.inProject(tx, projectId),
      returned: await this.ledger.paidOutBySubject(tx, account, 'L4'),
    };
  }

  /** By fund, what it had back of this project as a leftover (R80). */
  leftoverOf(tx: Tx, projectId: string): Promise<Map<string, number>> {
    return this.ledger.paidOutBySubject(tx, { code: '2110', subjectId: projectId }, 'L22');
  }
}
