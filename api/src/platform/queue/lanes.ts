import { Injectable } from '@nestjs/common';

/**
 * A kind of work that PostgreSQL knows to be due: outbox rows, operations, Stripe's events, seals.
 * BullMQ only carries the hint to look at a lane; wiping it loses nothing (law 1).
 */
export interface Lane {
  readonly name: string;
  /** Works at most one batch and answers how many rows it took; 0 = nothing is due now. */
  work(): Promise<number>;
  /**
   * SQL condition of its repository: something is due or being worked on. The sweeper and the clock
   * mover ask all lanes in one question.
   */
  readonly dueWhen: string;
}

/** The lanes of this process, registered by their owners when the module starts. */
@Injectable()
export class Lanes {
  private readonly lanes = new Map<string, Lane>();
  private hinter: ((lane: string) => void) | null = null;

  add(lane: Lane): void {
    this.lanes.set(lane.name, lane);
  }

  all(): Lane[] {
    return [...this.lanes.values()];
  }

  get(name: string): Lane | undefined {
    return this.lanes.get(name);
  }

  /** Says that there may be work on a lane. Never throws, never waits: the sweeper looks anyway. */
  hint(lane: string): void {
    this.hinter?.(lane);
  }

  useHinter(hinter: (lane: string) => void): void {
    this.hinter = hinter;
  }
}
