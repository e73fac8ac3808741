import { Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { OutboxRepository } from '../outbox/outbox.repository.js';
import { DueLanesRepository } from '../queue/due-lanes.repository.js';
import { keepingLease } from '../queue/keep-lease.js';
import { Lanes, type Lane } from '../queue/lanes.js';
import { CLOCK_MOVE_DUE, ClockMovesRepository, type LeasedMove } from './clock-moves.repository.js';
import { EmulatorClock } from './emulator-clock.js';

export const CLOCK_LANE = 'clock';
const STEPS_MAX = 20_000;
const QUIET_TIMEOUT_MS = 180_000;
const PAUSE_MS = 4;

/**
 * Moves business time in demo and test mode: to each next due time in its order, working everything
 * that became due before going on, so that nothing is skipped (ruling 1).
 */
@Injectable()
export class ClockMoverLane implements Lane {
  readonly name = CLOCK_LANE;
  readonly dueWhen = CLOCK_MOVE_DUE;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly moves: ClockMovesRepository,
    private readonly outbox: OutboxRepository,
    private readonly emulator: EmulatorClock,
    private readonly lanes: Lanes,
    private readonly dueLanes: DueLanesRepository,
  ) {
    if (config.demo) lanes.add(this);
  }

  async work(): Promise<number> {
    const move = await this.database.inTransaction((tx) => this.moves.lease(tx));
    if (move === null) return 0;
    const problem = await keepingLease(
      () => this.database.look((tx) => this.moves.renewLease(tx, move)),
      () => this.move(move),
    ).then(
      () => null,
      (error: unknown) => String(error),
    );
    await this.database.inTransaction((tx) => this.moves.finish(tx, move, problem));
    return 1;
  }

  private async move(move: LeasedMove): Promise<void> {
    if (move.movedTo < move.movedFrom) {
      await this.setTime(move, move.movedTo);
      return;
    }
    await this.untilQuiet();
    for (let step = 0; step < STEPS_MAX; step += 1) {
      const next = await this.nextInstant(move.movedTo);
      await this.setTime(move, next);
      await this.untilQuiet();
      if (next >= move.movedTo) return;
    }
    throw new Error('more due times than one move may pass');
  }

  private async nextInstant(target: Date): Promise<Date> {
    const [ours, theirs] = await Promise.all([
      this.database.look((tx) => this.outbox.nextDueAt(tx)),
      this.emulator.nextDueAt(),
    ]);
    return [ours, theirs, target]
      .filter((instant) => instant !== null)
      .reduce((earliest, instant) => (instant < earliest ? instant : earliest), target);
  }

  private async setTime(move: LeasedMove, instant: Date): Promise<void> {
    await this.emulator.moveTo(instant);
    await this.database.inTransaction(async (tx) => {
      if (!(await this.moves.step(tx, move))) throw new Error('another worker moves the date');
      await this.moves.setBusinessTime(tx, instant);
    });
  }

  /** Works every lane until PostgreSQL has nothing due and the emulator has nothing to deliver. */
  private async untilQuiet(): Promise<void> {
    const deadline = Date.now() + QUIET_TIMEOUT_MS;
    const others = this.lanes.all().filter((lane) => lane !== this);
    while (Date.now() < deadline) {
      const busy = await this.busyOf(others);
      if (busy.length === 0 && (await this.emulator.isIdle())) {
        // A webhook may have arrived between the two looks.
        if ((await this.busyOf(others)).length === 0) return;
        continue;
      }
      const taken = await Promise.all(busy.map((lane) => lane.work()));
      if (!taken.some((count) => count > 0)) await sleep(PAUSE_MS);
    }
    throw new Error('the work that was due did not come to an end');
  }

  private busyOf(lanes: readonly Lane[]): Promise<Lane[]> {
    return this.database.look((tx) => this.dueLanes.due(tx, lanes));
  }
}
