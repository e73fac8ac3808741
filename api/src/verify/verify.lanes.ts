import { Injectable, Logger } from '@nestjs/common';
import type { VerifyScope } from '@vatra/shared/verify/verify.views';
import { Config } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import { Lanes, type Lane } from '../platform/queue/lanes.js';
import { MoneyPauseRepository } from '../platform/restore/money-pause.repository.js';
import { RunChecks } from './run-checks.js';
import { runIsDue, VerifyRunsRepository, type RunOutcome } from './verify-runs.repository.js';

export const RECONCILIATION_LANE = 'verify-reconciliation';

/** The books every minute; against the provider and the bank every hour, when asked, after a restore. */
@Injectable()
export class VerifyLanes {
  private readonly log = new Logger(VerifyLanes.name);

  constructor(
    private readonly database: Database,
    private readonly runs: VerifyRunsRepository,
    private readonly checks: RunChecks,
    private readonly pauses: MoneyPauseRepository,
    config: Config,
    lanes: Lanes,
  ) {
    lanes.add(this.lane('verify-books', 'books', config.verifyEverySeconds));
    lanes.add(this.lane(RECONCILIATION_LANE, 'reconciliation', config.reconcileEverySeconds));
  }

  private lane(name: string, scope: VerifyScope, everySeconds: number): Lane {
    return {
      name,
      dueWhen: `SELECT ${runIsDue(scope, everySeconds)}`,
      work: () => this.work(scope, everySeconds),
    };
  }

  /** The turn is taken before the looking, so that one process looks. */
  private async work(scope: VerifyScope, everySeconds: number): Promise<number> {
    const turn = await this.database.inTransaction((tx) =>
      this.runs.takeTurn(tx, scope, everySeconds),
    );
    if (turn === null) return 0;
    const outcome = await this.checks.run(scope, turn.since);
    this.tell(scope, outcome);
    await this.database.inTransaction(async (tx) => {
      await this.runs.finish(tx, turn.id, outcome);
      const isSettled = scope === 'reconciliation' && outcome.state === 'sound';
      // What was found to agree needs nobody's word.
      if (isSettled) await this.pauses.lift(tx, { by: null, reason: 'reconciled' });
    });
    return 0;
  }

  private tell(scope: VerifyScope, { state, broken, problem }: RunOutcome): void {
    if (state === 'sound') return;
    const found = broken.map(({ id, violations }) => `${id} (${String(violations.length)})`);
    this.log.error(`${scope} ${state}: ${problem ?? found.join(', ')}`);
  }
}
