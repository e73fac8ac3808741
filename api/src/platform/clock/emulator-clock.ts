import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';

const TIMEOUT_MS = 10_000;
/** What it delivers is taken in meanwhile, so that asking again at once would only find the same. */
const IDLE_WAIT_MS = 20;

/** The payment emulator keeps a clock of its own; demo mode moves it together with ours (ruling 1). */
@Injectable()
export class EmulatorClock {
  constructor(private readonly config: Config) {}

  /** The next instant at which something becomes due over there, null when nothing does. */
  async nextDueAt(): Promise<Date | null> {
    const answer = await this.ask<{ nextDueAt?: string | null }>('/_emu/clock');
    return answer?.nextDueAt ? new Date(answer.nextDueAt) : null;
  }

  async moveTo(instant: Date): Promise<void> {
    await this.ask('/_emu/clock', { to: instant.toISOString() });
  }

  /** No webhook is under way and no delayed event waits; it may take a moment to become so. */
  async isIdle(): Promise<boolean> {
    const answer = await this.ask<{ idle: boolean }>(`/_emu/idle?wait_ms=${String(IDLE_WAIT_MS)}`);
    return answer?.idle ?? true;
  }

  private async ask<Answer>(path: string, body?: object): Promise<Answer | null> {
    if (this.config.stripeApiBase === null) return null;
    const response = await fetch(new URL(path, this.config.stripeApiBase), {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body && {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    if (!response.ok) throw new Error(`emulator ${path}: ${String(response.status)}`);
    return (await response.json()) as Answer;
  }
}
