import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import { RecoveriesRepository } from './recoveries.repository.js';
import { RecoveryClosed, RecoveryMissing } from './recoveries.errors.js';
import type { RecoveryRecord } from './recovery.record.js';

/** A demand is decided about under the lock of its project's agreement, as everything it was paid. */
@Injectable()
export class LockRecovery {
  constructor(
    private readonly recoveries: RecoveriesRepository,
    private readonly agreements: AgreementsRepository,
  ) {}

  /** @throws RecoveryMissing, RecoveryClosed */
  async open(tx: Tx, id: string): Promise<RecoveryRecord> {
    const found = await this.recoveries.find(tx, id);
    if (found === null) throw new RecoveryMissing();
    await this.agreements.findForUpdate(tx, found.projectId);
    const recovery = await this.recoveries.find(tx, id);
    if (recovery === null) throw new RecoveryMissing();
    if (recovery.closedAt !== null) throw new RecoveryClosed(recovery.state);
    return recovery;
  }
}
