import { Injectable } from '@nestjs/common';
import type { VerifyExtent, VerifyRunState, VerifyScope } from '@vatra/shared/verify/verify.views';
import { sql, sqlCount } from '../platform/database/manager.js';
import type { Tx } from '../platform/database/tx.js';
import { newId } from '../platform/ids/ids.js';
import type { BrokenLine } from './differences.policy.js';

/** A run whose process has died is given up after so long. */
const RUN_MINUTES_MAX = 15;
/** Everything is read every time as long as it takes no longer than this, and once a day after that. */
const WHOLE_IS_CHEAP_MS = 2_000;
const WHOLE_EVERY_HOURS = 24;
const TAIL_MINUTES = 5;
/** Runs that found nothing are of no use after a day; the others stay. */
const SOUND_KEPT_DAYS = 1;

export interface RunRow {
  readonly id: string;
  readonly scope: VerifyScope;
  readonly extent: VerifyExtent;
  readonly state: VerifyRunState;
  readonly reason: 'schedule' | 'demand' | 'restore';
  readonly askedAt: Date;
  readonly endedAt: Date | null;
  readonly milliseconds: number | null;
  readonly invariants: number;
  readonly examined: string;
  readonly broken: readonly BrokenLine[];
  readonly problem: string | null;
}

export interface RunOutcome {
  readonly state: 'sound' | 'unsound' | 'failed';
  readonly milliseconds: number;
  readonly invariants: number;
  readonly examined: number;
  readonly broken: readonly BrokenLine[];
  readonly problem: string | null;
}

/** A run that has its turn; `since` is the first transaction a look at the tail begins with. */
export interface Turn {
  readonly id: string;
  readonly since: string | null;
}

const COLUMNS = `id, scope, extent, state, reason, asked_at AS "askedAt", ended_at AS "endedAt", milliseconds,
  invariants, examined, broken, problem`;

const recent = (scope: VerifyScope, seconds: number): string => `
  EXISTS (SELECT 1 FROM verify_runs WHERE scope = '${scope}'
           AND asked_at > clock_timestamp() - interval '${String(seconds)} seconds')`;

/** After a restore the provider's news is heard first, then everything is compared, once. */
const RESTORE_WAITS = `EXISTS (
  SELECT 1 FROM money_pauses pause WHERE pause.lifted_at IS NULL
     AND pause.began_at < (SELECT looked_at FROM stripe_catch_up)
     AND NOT EXISTS (SELECT 1 FROM stripe_inbox WHERE state = 'received')
     AND NOT EXISTS (SELECT 1 FROM verify_runs run WHERE run.scope = 'reconciliation'
                      AND run.asked_at > pause.began_at AND run.state <> 'failed'))`;

const ASKED = (scope: VerifyScope): string =>
  `EXISTS (SELECT 1 FROM verify_runs WHERE scope = '${scope}' AND state = 'asked')`;

/** Somebody asked, the clock says so, or the database has come back from a copy. */
export function runIsDue(scope: VerifyScope, everySeconds: number): string {
  const isTime = everySeconds === 0 ? 'false' : `NOT ${recent(scope, everySeconds)}`;
  const restored = scope === 'reconciliation' ? RESTORE_WAITS : 'false';
  return `(${ASKED(scope)} OR ${restored} OR ${isTime})
    AND NOT EXISTS (SELECT 1 FROM verify_runs WHERE scope = '${scope}' AND state = 'running'
                     AND started_at > clock_timestamp() - interval '${String(RUN_MINUTES_MAX)} minutes')`;
}

@Injectable()
export class VerifyRunsRepository {
  /** One process runs a scope at a time; null when it is not due or another was faster. */
  async takeTurn(tx: Tx, scope: VerifyScope, everySeconds: number): Promise<Turn | null> {
    await sql(tx, `SELECT pg_advisory_xact_lock(hashtextextended('verify:' || $1, 0))`, [scope]);
    await this.giveUpOld(tx, scope);
    const [due] = await sql<{ isDue: boolean; isRestored: boolean }>(
      tx,
      `SELECT ${runIsDue(scope, everySeconds)} AS "isDue", ${RESTORE_WAITS} AS "isRestored"`,
      [],
    );
    if (due?.isDue !== true) return null;
    const [asked] = await sql<{ id: string }>(
      tx,
      `UPDATE verify_runs SET state = 'running', started_at = clock_timestamp(),
              below_tx = pg_snapshot_xmin(pg_current_snapshot())
        WHERE scope = $1 AND state = 'asked' RETURNING id`,
      [scope],
    );
    if (asked !== undefined) return { id: asked.id, since: null };
    const isRestored = due.isRestored && scope === 'reconciliation';
    const since = scope === 'books' ? await this.tailBegins(tx) : null;
    return this.begin(tx, { scope, since, reason: isRestored ? 'restore' : 'schedule' });
  }

  async ask(tx: Tx, scope: VerifyScope, askedBy: string | null): Promise<void> {
    await sql(
      tx,
      `INSERT INTO verify_runs (id, scope, state, reason, asked_by) VALUES ($1, $2, 'asked', 'demand', $3)
       ON CONFLICT (scope) WHERE state IN ('asked', 'running') DO NOTHING`,
      [newId(), scope, askedBy],
    );
  }

  async finish(tx: Tx, id: string, outcome: RunOutcome): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE verify_runs SET state = $2, ended_at = clock_timestamp(), milliseconds = $3, invariants = $4,
              examined = $5, broken = $6::jsonb, problem = $7 WHERE id = $1 AND state = 'running'`,
      [
        id,
        outcome.state,
        outcome.milliseconds,
        outcome.invariants,
        outcome.examined,
        JSON.stringify(outcome.broken),
        outcome.problem,
      ],
    );
    await sqlCount(
      tx,
      `DELETE FROM verify_runs WHERE state = 'sound'
          AND ended_at < clock_timestamp() - interval '${String(SOUND_KEPT_DAYS)} days'`,
      [],
    );
  }

  /** The newest that has ended. */
  async latest(tx: Tx, scope: VerifyScope): Promise<RunRow | null> {
    const [row] = await sql<RunRow>(
      tx,
      `SELECT ${COLUMNS} FROM verify_runs WHERE scope = $1 AND ended_at IS NOT NULL
        ORDER BY asked_at DESC, id DESC LIMIT 1`,
      [scope],
    );
    return row ?? null;
  }

  /** Books and outside were compared after the instant, whatever was found. */
  async hasReconciledSince(tx: Tx, since: Date): Promise<boolean> {
    const [row] = await sql<{ done: boolean }>(
      tx,
      `SELECT EXISTS (SELECT 1 FROM verify_runs WHERE scope = 'reconciliation' AND asked_at > $1
                       AND state IN ('sound', 'unsound')) AS done`,
      [since],
    );
    return row?.done ?? false;
  }

  /**
   * Where a look at the tail would begin; null = everything is looked at, because that costs little,
   * was last done too long ago, or something did not hold. The tail reaches back over some runs, so
   * that what is only wrong after a while is seen.
   */
  private async tailBegins(tx: Tx): Promise<string | null> {
    const [row] = await sql<{ since: string | null }>(
      tx,
      `WITH whole AS (
         SELECT id, asked_at, below_tx, milliseconds FROM verify_runs
          WHERE scope = 'books' AND extent = 'whole' AND state = 'sound' AND below_tx IS NOT NULL
            AND asked_at > clock_timestamp() - interval '${String(WHOLE_EVERY_HOURS)} hours'
          ORDER BY asked_at DESC LIMIT 1)
       SELECT coalesce(
                (SELECT run.below_tx FROM verify_runs run
                  WHERE run.scope = 'books' AND run.asked_at > whole.asked_at
                    AND run.asked_at < clock_timestamp() - interval '${String(TAIL_MINUTES)} minutes'
                  ORDER BY run.asked_at DESC LIMIT 1), whole.below_tx)::text AS since
         FROM whole
        WHERE whole.milliseconds > ${String(WHOLE_IS_CHEAP_MS)}
          AND NOT EXISTS (SELECT 1 FROM verify_runs run WHERE run.scope = 'books'
                           AND run.asked_at > whole.asked_at AND run.state <> 'sound')`,
      [],
    );
    return row?.since ?? null;
  }

  private async begin(
    tx: Tx,
    run: { scope: VerifyScope; since: string | null; reason: string },
  ): Promise<Turn | null> {
    const [row] = await sql<{ id: string }>(
      tx,
      `INSERT INTO verify_runs (id, scope, extent, state, reason, started_at, below_tx)
       VALUES ($1, $2, $3, 'running', $4, clock_timestamp(), pg_snapshot_xmin(pg_current_snapshot()))
       ON CONFLICT (scope) WHERE state IN ('asked', 'running') DO NOTHING RETURNING id`,
      [newId(), run.scope, run.since === null ? 'whole' : 'tail', run.reason],
    );
    return row === undefined ? null : { id: row.id, since: run.since };
  }

  private async giveUpOld(tx: Tx, scope: VerifyScope): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE verify_runs SET state = 'failed', ended_at = clock_timestamp(), problem = 'given up'
        WHERE scope = $1 AND state = 'running'
          AND started_at <= clock_timestamp() - interval '${String(RUN_MINUTES_MAX)} minutes'`,
      [scope],
    );
  }
}
