import { Injectable } from '@nestjs/common';

export interface ReadinessReport {
  readonly ready: boolean;
  readonly parts: Readonly<Record<string, 'ready' | 'away'>>;
}

const PATIENCE_MS = 2_000;

/** What this process stands on, asked one by one: PostgreSQL, Redis, the migrations. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, () => Promise<unknown>>();

  /** A check is fine when its promise resolves in time. */
  add(part: string, check: () => Promise<unknown>): void {
    this.checks.set(part, check);
  }

  async report(): Promise<ReadinessReport> {
    const parts = await Promise.all(
      [...this.checks].map(async ([part, check]) => [part, await stateOf(check)] as const),
    );
    return {
      ready: parts.every(([, state]) => state === 'ready'),
      parts: Object.fromEntries(parts),
    };
  }
}

async function stateOf(check: () => Promise<unknown>): Promise<'ready' | 'away'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'away'>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, 'away');
  });
  try {
    return await Promise.race([check().then(() => 'ready' as const), late]);
  } catch {
    // The report names the part; the reason is in the log of the part itself.
    return 'away';
  } finally {
    clearTimeout(timer);
  }
}
