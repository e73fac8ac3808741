import { Injectable } from '@nestjs/common';
import type { VerifyScope } from '@vatra/shared/verify/verify.views';
import { Config } from '../platform/config/config.js';
import { onConnections } from './connections.js';
import { BANK_RECONCILIATION, RECONCILED } from './reconciliation.invariants.js';
import { StripeBooks } from './stripe-books.js';
import { ALL_INVARIANTS, verify, type VerifyLine } from './verify.js';
import type { RunOutcome } from './verify-runs.repository.js';

const PROBLEM_LENGTH_MAX = 500;

/**
 * Reads the books a second time, on a connection of its own and past every feature. The role of the
 * processes is enough to read; it could not mend what it finds.
 */
@Injectable()
export class RunChecks {
  constructor(private readonly config: Config) {}

  async run(scope: VerifyScope, since: string | null): Promise<RunOutcome> {
    const started = performance.now();
    try {
      const lines = await this.look(scope, since);
      return { ...summaryOf(lines), milliseconds: elapsed(started), problem: null };
    } catch (error) {
      const problem = String(error).slice(0, PROBLEM_LENGTH_MAX);
      const nothing = { invariants: 0, examined: 0, broken: [] };
      return { state: 'failed', ...nothing, milliseconds: elapsed(started), problem };
    }
  }

  private async look(scope: VerifyScope, since: string | null): Promise<VerifyLine[]> {
    return onConnections(this.config.databaseAppUrl, async (database, beside) => {
      const isReconciling = scope === 'reconciliation';
      const stripe = isReconciling ? this.provider() : null;
      const context = {
        database,
        stripe,
        isLive: /^[rs]k_live_/.test(this.config.stripeSecretKey),
        ...(since === null ? {} : { since }),
      };
      const invariants = isReconciling
        ? [...ALL_INVARIANTS.filter(({ id }) => RECONCILED.includes(id)), ...BANK_RECONCILIATION]
        : ALL_INVARIANTS;
      return verify(context, { invariants, beside });
    });
  }

  private provider(): StripeBooks {
    const origin = this.config.stripeApiBase?.replace(/\/$/, '') ?? 'https://api.stripe.com';
    return new StripeBooks(origin, this.config.stripeSecretKey);
  }
}

function summaryOf(lines: readonly VerifyLine[]) {
  const broken = lines
    .filter(({ violations }) => violations.length > 0)
    .map(({ id, claim, violations }) => ({ id, claim, violations }));
  return {
    state: broken.length === 0 ? ('sound' as const) : ('unsound' as const),
    invariants: lines.length,
    examined: lines.reduce((sum, { examined }) => sum + examined, 0),
    broken,
  };
}

function elapsed(started: number): number {
  return Math.round(performance.now() - started);
}
