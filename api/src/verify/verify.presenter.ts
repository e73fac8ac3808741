import type { VerifyRunView } from '@vatra/shared/verify/verify.views';
import { differencesOf } from './differences.policy.js';
import type { RunRow } from './verify-runs.repository.js';

export function runView(row: RunRow): VerifyRunView {
  const { id, scope, extent, state, reason, milliseconds, invariants, broken, problem } = row;
  return {
    id,
    scope,
    extent,
    state,
    reason,
    milliseconds,
    invariants,
    problem,
    askedAt: row.askedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    examined: Number(row.examined),
    broken: broken.map((line) => ({
      id: line.id,
      claim: line.claim,
      rows: line.violations.length,
    })),
    differences: scope === 'reconciliation' ? differencesOf(broken) : [],
  };
}
