import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { ContributionsService } from '../../contributions/contributions.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { KeepLeftover } from '../endings/keep-leftover.js';
import { CheckTranches } from '../tranches/check-tranches.js';
import { RecoveriesRepository } from './recoveries.repository.js';
import { partsToCredit } from './recovery.policy.js';
import { creditedPosting } from './recovery-postings.js';
import type { RecoveryRecord } from './recovery.record.js';

/**
 * What has come of a demand goes back to where it had been drawn from, and on from there: to works
 * that go on, to those who gave when the project has ended, to repairs when it is finished.
 */
@Injectable()
export class CreditRecovery {
  constructor(
    private readonly recoveries: RecoveriesRepository,
    private readonly projects: ProjectsService,
    private readonly contributions: ContributionsService,
    private readonly leftovers: KeepLeftover,
    private readonly checks: CheckTranches,
    private readonly ledger: LedgerService,
  ) {}

  async run(tx: Tx, recovery: RecoveryRecord): Promise<void> {
    const { id, projectId, recoveredMinor, creditedMinor } = recovery;
    if (recoveredMinor === creditedMinor) return;
    const entryId = await this.ledger.post(tx, creditedPosting(recovery, partsToCredit(recovery)));
    await this.recoveries.setAllCredited(tx, id);
    await this.leftovers.whenReturned(tx, projectId, entryId);
    await this.shareWhenEnded(tx, projectId);
    await this.checks.check(tx, projectId);
  }

  /** R82: nobody works with it any more. Safe to call again. */
  async shareWhenEnded(tx: Tx, projectId: string): Promise<void> {
    const { state } = await this.projects.get(tx, projectId);
    if (state !== 'cancelled' && state !== 'wound_up') return;
    await this.contributions.shareRecovered(tx, projectId);
  }
}
