import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { CreditRecovery } from './credit-recovery.js';
import { LockRecovery } from './lock-recovery.js';
import { RecoveriesRepository } from './recoveries.repository.js';
import { RecoveryNotPossible } from './recoveries.errors.js';
import { mayWriteOff } from './recovery.policy.js';
import { writtenOffPosting } from './recovery-postings.js';

/** Two staff say that the rest of a demand will not come back. The loss is public (R82). */
@Injectable()
export class WriteOff {
  constructor(
    private readonly recoveries: RecoveriesRepository,
    private readonly locking: LockRecovery,
    private readonly crediting: CreditRecovery,
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
  ) {}

  async isPossible(tx: Tx, projectId: string): Promise<boolean> {
    const open = await this.recoveries.findOpen(tx, projectId);
    return open !== null && mayWriteOff(open.state);
  }

  /** @throws RecoveryNotPossible */
  async run(
    tx: Tx,
    projectId: string,
    { actor, reason }: { actor: Actor; reason: string },
  ): Promise<void> {
    const open = await this.recoveries.findOpen(tx, projectId);
    if (open === null) throw new RecoveryNotPossible('none');
    const recovery = await this.locking.open(tx, open.id);
    const { id, state: from } = recovery;
    if (!mayWriteOff(from)) throw new RecoveryNotPossible(from);
    await this.ledger.post(tx, { ...writtenOffPosting(recovery, reason), actor });
    await this.recoveries.setNote(tx, id, reason);
    await this.recoveries.setClosed(tx, id, await this.clock.now(tx));
    await moveState(tx, { machine: 'recovery', id, from, to: 'written_off', actor, reason });
    await this.crediting.run(tx, recovery);
  }
}
