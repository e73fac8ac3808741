import { Injectable } from '@nestjs/common';
import type { ResumeMoneyDto } from '@vatra/shared/verify/verify.dto';
import type { MoneyChecksView } from '@vatra/shared/verify/verify.views';
import type { Actor } from '../platform/actor.js';
import { Database } from '../platform/database/database.js';
import { afterCommit, type Tx } from '../platform/database/tx.js';
import { Lanes } from '../platform/queue/lanes.js';
import { MoneyPauseRepository } from '../platform/restore/money-pause.repository.js';
import { RECONCILIATION_LANE } from './verify.lanes.js';
import { NotPaused, NotReconciled } from './verify.errors.js';
import { runView } from './verify.presenter.js';
import { VerifyRunsRepository } from './verify-runs.repository.js';

/** What the second reading found last, for those who answer for the money. */
@Injectable()
export class VerifyService {
  constructor(
    private readonly database: Database,
    private readonly runs: VerifyRunsRepository,
    private readonly pauses: MoneyPauseRepository,
    private readonly lanes: Lanes,
  ) {}

  checks(actor: Actor): Promise<MoneyChecksView> {
    return this.database.look((tx) => this.view(tx, actor));
  }

  /** The comparison begins at once; its result is on the page when it has ended. */
  reconcile(actor: Actor): Promise<MoneyChecksView> {
    return this.database.inTransaction(async (tx) => {
      await this.runs.ask(tx, 'reconciliation', actor.personId);
      afterCommit(tx, () => {
        this.lanes.hint(RECONCILIATION_LANE);
      });
      return this.view(tx, actor);
    });
  }

  /**
   * A person answers for the differences that a reconciliation after a restore has found.
   *
   * @throws NotPaused, NotReconciled
   */
  resumeMoney(actor: Actor, { reason }: ResumeMoneyDto): Promise<MoneyChecksView> {
    return this.database.inTransaction(async (tx) => {
      const pause = await this.pauses.current(tx);
      if (pause === null) throw new NotPaused();
      if (!(await this.runs.hasReconciledSince(tx, pause.beganAt))) throw new NotReconciled();
      await this.pauses.lift(tx, { by: actor.personId, reason: reason.trim() });
      return this.view(tx, actor);
    });
  }

  private async view(tx: Tx, { platformRoles }: Actor): Promise<MoneyChecksView> {
    const books = await this.runs.latest(tx, 'books');
    const reconciliation = await this.runs.latest(tx, 'reconciliation');
    const pause = await this.pauses.current(tx);
    const isChecker = platformRoles.includes('finance_checker');
    const isReconciled = pause !== null && (await this.runs.hasReconciledSince(tx, pause.beganAt));
    return {
      books: books === null ? null : runView(books),
      reconciliation: reconciliation === null ? null : runView(reconciliation),
      pause: pause === null ? null : { beganAt: pause.beganAt.toISOString(), isReconciled },
      may: [
        ...(isChecker || platformRoles.includes('finance_maker') ? ['reconcile' as const] : []),
        ...(isChecker && isReconciled ? ['resume' as const] : []),
      ],
    };
  }
}
