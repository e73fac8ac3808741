import { Injectable } from '@nestjs/common';
import type { ClockMoveView, ClockView } from '@vatra/shared/clock/clock.views';
import { Config } from '../config/config.js';
import { Database, codeOf } from '../database/database.js';
import { afterCommit } from '../database/tx.js';
import { Conflict, Invalid, Missing } from '../http/app-error.js';
import { Lanes } from '../queue/lanes.js';
import { CLOCK_LANE } from './clock-mover.lane.js';
import { ClockMovesRepository, type ClockMoveRow } from './clock-moves.repository.js';
import { Clock } from './clock.js';

const UNIQUE_VIOLATION = '23505';

@Injectable()
export class ClockService {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly moves: ClockMovesRepository,
    private readonly lanes: Lanes,
  ) {}

  now(): Promise<ClockView> {
    return this.database.look(async (tx) => ({
      now: (await this.clock.now(tx)).toISOString(),
      offsetSeconds: await this.moves.offsetSeconds(tx),
      movable: this.config.demo,
    }));
  }

  /**
   * Asks the worker to live through the time up to the instant. Progress is read by its id. Before
   * anything has happened the instant may lie in the past, so that a demonstration can begin there.
   *
   * @throws Invalid clock.not-later, Conflict clock.already-moving
   */
  async move(to: string): Promise<ClockMoveView> {
    try {
      return await this.database.inTransaction(async (tx) => {
        const now = await this.clock.now(tx);
        if (new Date(to) <= now && !(await this.moves.isUntouched(tx))) {
          throw new Invalid('clock.not-later', [{ pointer: '/to', code: 'clock.not-later' }]);
        }
        const row = await this.moves.insert(tx, new Date(to));
        afterCommit(tx, () => {
          this.lanes.hint(CLOCK_LANE);
        });
        return view(row);
      });
    } catch (error) {
      if (codeOf(error) === UNIQUE_VIOLATION) throw new Conflict('clock.already-moving');
      throw error;
    }
  }

  /** @throws Missing clock.move-unknown */
  stateOf(id: string): Promise<ClockMoveView> {
    return this.database.look(async (tx) => {
      const row = await this.moves.find(tx, id);
      if (row === null) throw new Missing('clock.move-unknown');
      return view(row);
    });
  }
}

function view(row: ClockMoveRow): ClockMoveView {
  return {
    id: row.id,
    state: row.state,
    from: row.movedFrom.toISOString(),
    to: row.movedTo.toISOString(),
    at: row.at.toISOString(),
    stepsDone: row.stepsDone,
    problem: row.problem,
  };
}
