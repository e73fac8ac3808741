import type { CreditResult } from './campaign.record.js';
import type { PayerGroups } from './payer-groups.js';

/** A row of the queue: a credit or a debit that no batch has counted yet. */
export interface QueuedCredit {
  readonly id: string;
  readonly contributionId: string;
  readonly kind: 'credit' | 'debit';
  readonly grossMinor: number;
  readonly feeMinor: number;
  readonly netMinor: number;
  readonly payerKeys: readonly string[];
  readonly paidAt: Date;
}

/** The snapshot of what a campaign has counted so far. */
export interface Totals {
  readonly grossMinor: number;
  readonly feeMinor: number;
  readonly netMinor: number;
  readonly contributions: number;
  readonly payers: number;
  readonly youngestPaidAt: Date | null;
  readonly crossingCreditId: string | null;
}

export interface CountingRules {
  readonly optimumMinor: number;
  /** R35; off in the days staff add to a held campaign, which look for payers rather than money. */
  readonly closesAtOptimum: boolean;
  /** Money that comes behind the judgement does not count any more. */
  readonly takesCredits: boolean;
}

export interface Counted {
  readonly creditId: string;
  readonly contributionId: string;
  readonly result: CreditResult | 'ignored';
  readonly countedAfterMinor: number | null;
  readonly paidAt: Date;
  /** How much the campaign's counted cash moved. */
  readonly movedMinor: number;
}

export interface BatchOutcome {
  readonly totals: Totals;
  readonly results: readonly Counted[];
  /** What each touched contribution still counts for. */
  readonly left: ReadonlyMap<string, number>;
}

/**
 * Counts a batch in its order. Exactly one credit crosses the optimum; every later one overflows
 * (ruling 25). A debit takes back at most what its own contribution still counts for.
 */
export function countBatch(
  snapshot: Totals,
  batch: readonly QueuedCredit[],
  rules: CountingRules,
  payers: { readonly groups: PayerGroups; readonly left: ReadonlyMap<string, number> },
): BatchOutcome {
  let totals = snapshot;
  const left = new Map(payers.left);
  const results: Counted[] = [];
  for (const item of batch) {
    const result = resultOf(item, totals, rules, left);
    const before = totals.netMinor;
    if (result === 'counted') {
      totals =
        item.kind === 'credit'
          ? withCredit(totals, item, payers.groups, rules)
          : withDebit(totals, item, payers.groups, left);
      if (item.kind === 'credit') left.set(item.contributionId, item.netMinor);
    }
    results.push({
      creditId: item.id,
      contributionId: item.contributionId,
      result,
      countedAfterMinor: result === 'counted' ? totals.netMinor : null,
      paidAt: item.paidAt,
      movedMinor: totals.netMinor - before,
    });
  }
  return {
    totals: { ...totals, payers: totals.payers + payers.groups.payersGained() },
    results,
    left,
  };
}

function resultOf(
  item: QueuedCredit,
  totals: Totals,
  rules: CountingRules,
  left: ReadonlyMap<string, number>,
): Counted['result'] {
  if (item.kind === 'debit') return left.has(item.contributionId) ? 'counted' : 'ignored';
  if (!rules.takesCredits) return 'late';
  return totals.crossingCreditId === null ? 'counted' : 'overflow';
}

function withCredit(
  totals: Totals,
  item: QueuedCredit,
  groups: PayerGroups,
  rules: CountingRules,
): Totals {
  groups.add(item.id, item.contributionId, item.payerKeys, item.netMinor);
  const netMinor = totals.netMinor + item.netMinor;
  const hasCrossed = rules.closesAtOptimum && netMinor >= rules.optimumMinor;
  return {
    ...totals,
    grossMinor: totals.grossMinor + item.grossMinor,
    feeMinor: totals.feeMinor + item.feeMinor,
    netMinor,
    contributions: totals.contributions + 1,
    youngestPaidAt: later(totals.youngestPaidAt, item.paidAt),
    crossingCreditId: hasCrossed ? item.id : null,
  };
}

function withDebit(
  totals: Totals,
  item: QueuedCredit,
  groups: PayerGroups,
  left: Map<string, number>,
): Totals {
  const stillCounted = left.get(item.contributionId) ?? 0;
  const taken = Math.min(item.netMinor, stillCounted);
  left.set(item.contributionId, stillCounted - taken);
  groups.take(item.contributionId, taken);
  return {
    ...totals,
    grossMinor: totals.grossMinor - Math.min(item.grossMinor, totals.grossMinor),
    feeMinor: totals.feeMinor - Math.min(item.feeMinor, totals.feeMinor),
    netMinor: totals.netMinor - taken,
    contributions: totals.contributions - (stillCounted > 0 && taken === stillCounted ? 1 : 0),
  };
}

function later(one: Date | null, other: Date): Date {
  return one !== null && one > other ? one : other;
}
