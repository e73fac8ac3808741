import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Lanes, type Lane } from '../../platform/queue/lanes.js';
import { SEALS_DUE, LedgerSealsRepository } from './ledger-seals.repository.js';
import { chain } from './seal-chain.js';

const BATCH = 500;

/** Gives entries their place and hash after they were booked, so that booking never waits for a chain. */
@Injectable()
export class LedgerSealer implements Lane {
  readonly name = 'ledger-seals';
  readonly dueWhen = SEALS_DUE;

  constructor(
    private readonly database: Database,
    private readonly seals: LedgerSealsRepository,
    lanes: Lanes,
  ) {
    lanes.add(this);
  }

  work(): Promise<number> {
    return this.database.inTransaction((tx) => this.sealBatch(tx));
  }

  private async sealBatch(tx: Tx): Promise<number> {
    if (!(await this.seals.tryLock(tx))) return 0;
    const horizon = await this.seals.horizon(tx);
    const last = await this.seals.last(tx);
    const entries = await this.seals.unsealed(tx, BATCH);
    if (entries.length === 0) return 0;
    const seals = chain(last, entries);
    await this.seals.add(tx, seals);
    await this.seals.addProjectEffects(tx, last?.position ?? 0);
    await this.seals.raiseWatermark(tx, horizon, (last?.position ?? 0) + seals.length);
    await this.seals.addBalances(tx, seals);
    return seals.length;
  }
}
