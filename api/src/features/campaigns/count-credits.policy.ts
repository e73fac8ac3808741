import type { CreditResult } from './campaign.record.js';
import type { PayerGroups } from './payer-groups.js';

/**
 * A row of the queue that no batch has counted yet. `match` and `unmatch` are money of a matching
 * fund: their net is the match, and they have neither gross nor fee nor payer.
 */
export interface QueuedCredit {
  readonly id: string;
  readonly contributionId: string;
  readonly kind: 'credit' | 'debit' | 'restore' | 'match' | 'unmatch';
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
  /** Reserved or committed matching; counts beside the net credits (R34). */
  readonly matchingMinor: number;
  readonly contributions: number;
  readonly payers: number;
  readonly youngestPaidAt: Date | null;
  readonly crossingCreditId: string | null;
}

/** What one contribution still counts for. */
export interface StillCounted {
  readonly netMinor: number;
  readonly matchedMinor: number;
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
  readonly left: ReadonlyMap<string, StillCounted>;
}

/** R33: the counted cash, from which R35, R36 and the bar are read. */
export function countedCash({ netMinor, matchingMinor }: Totals): number {
  return netMinor + matchingMinor;
}

/**
 * Counts a batch in its order. Exactly one payment crosses the optimum, by itself or with its match;
 * every later one overflows (ruling 25). A debit takes back at most what its own contribution still
 * counts for.
 */
export function countBatch(
  snapshot: Totals,
  batch: readonly QueuedCredit[],
  rules: CountingRules,
  payers: { readonly groups: PayerGroups; readonly left: ReadonlyMap<string, StillCounted> },
): BatchOutcome {
  let totals = snapshot;
  const left = new Map(payers.left);
  const results: Counted[] = [];
  for (const item of batch) {
    const result = resultOf(item, totals, rules, left);
    const before = countedCash(totals);
    if (result === 'counted') {
      totals = crossedBy(item, moved(totals, item, payers.groups, left), rules);
    }
    results.push({
      creditId: item.id,
      contributionId: item.contributionId,
      result,
      countedAfterMinor: result === 'counted' ? countedCash(totals) : null,
      paidAt: item.paidAt,
      movedMinor: countedCash(totals) - before,
    });
  }
  return {
    totals: { ...totals, payers: totals.payers + payers.groups.payersGained() },
    results,
    left,
  };
}

/** A match follows its own gift: it counts where the gift does, behind the crossing too. */
function resultOf(
  item: QueuedCredit,
  totals: Totals,
  rules: CountingRules,
  left: ReadonlyMap<string, StillCounted>,
): Counted['result'] {
  if (item.kind !== 'credit') return left.has(item.contributionId) ? 'counted' : 'ignored';
  if (!rules.takesCredits) return 'late';
  return totals.crossingCreditId === null ? 'counted' : 'overflow';
}

function moved(
  totals: Totals,
  item: QueuedCredit,
  groups: PayerGroups,
  left: Map<string, StillCounted>,
): Totals {
  switch (item.kind) {
    case 'credit':
      return withCredit(totals, item, groups, left);
    case 'debit':
      return withDebit(totals, item, groups, left);
    case 'restore':
      return withRestored(totals, item, groups, left);
    case 'match':
      return withMatch(totals, item, left, item.netMinor);
    case 'unmatch':
      return withMatch(totals, item, left, -item.netMinor);
  }
}

function crossedBy(item: QueuedCredit, totals: Totals, rules: CountingRules): Totals {
  if (item.kind === 'debit' || item.kind === 'unmatch') return totals;
  const hasCrossed = rules.closesAtOptimum && countedCash(totals) >= rules.optimumMinor;
  if (!hasCrossed || totals.crossingCreditId !== null) return totals;
  return { ...totals, crossingCreditId: item.id };
}

function withCredit(
  totals: Totals,
  item: QueuedCredit,
  groups: PayerGroups,
  left: Map<string, StillCounted>,
): Totals {
  groups.add(item.id, item.contributionId, item.payerKeys, item.netMinor);
  left.set(item.contributionId, { netMinor: item.netMinor, matchedMinor: 0 });
  return {
    ...totals,
    grossMinor: totals.grossMinor + item.grossMinor,
    feeMinor: totals.feeMinor + item.feeMinor,
    netMinor: totals.netMinor + item.netMinor,
    contributions: totals.contributions + 1,
    youngestPaidAt: later(totals.youngestPaidAt, item.paidAt),
  };
}

function withDebit(
  totals: Totals,
  item: QueuedCredit,
  groups: PayerGroups,
  left: Map<string, StillCounted>,
): Totals {
  const own = stillCounted(left, item.contributionId);
  const taken = Math.min(item.netMinor, own.netMinor);
  left.set(item.contributionId, { ...own, netMinor: own.netMinor - taken });
  groups.take(item.contributionId, taken);
  return {
    ...totals,
    grossMinor: totals.grossMinor - Math.min(item.grossMinor, totals.grossMinor),
    feeMinor: totals.feeMinor - Math.min(item.feeMinor, totals.feeMinor),
    netMinor: totals.netMinor - taken,
    contributions: totals.contributions - (own.netMinor > 0 && taken === own.netMinor ? 1 : 0),
  };
}

/** L11: what a debit took counts again, as the same gift of the same payer. */
function withRestored(
  totals: Totals,
  { contributionId, grossMinor, feeMinor, netMinor }: QueuedCredit,
  groups: PayerGroups,
  left: Map<string, StillCounted>,
): Totals {
  const own = stillCounted(left, contributionId);
  left.set(contributionId, { ...own, netMinor: own.netMinor + netMinor });
  groups.take(contributionId, -netMinor);
  return {
    ...totals,
    grossMinor: totals.grossMinor + grossMinor,
    feeMinor: totals.feeMinor + feeMinor,
    netMinor: totals.netMinor + netMinor,
    contributions: totals.contributions + (own.netMinor === 0 && netMinor > 0 ? 1 : 0),
  };
}

/** R38 and R39: neither a payer nor a source, so the groups never hear of it. */
function withMatch(
  totals: Totals,
  { contributionId }: QueuedCredit,
  left: Map<string, StillCounted>,
  signedMinor: number,
): Totals {
  const own = stillCounted(left, contributionId);
  const matchedMinor = Math.max(0, own.matchedMinor + signedMinor);
  left.set(contributionId, { ...own, matchedMinor });
  const moved = matchedMinor - own.matchedMinor;
  return { ...totals, matchingMinor: totals.matchingMinor + moved };
}

function stillCounted(left: ReadonlyMap<string, StillCounted>, id: string): StillCounted {
  return left.get(id) ?? { netMinor: 0, matchedMinor: 0 };
}

function later(one: Date | null, other: Date): Date {
  return one !== null && one > other ? one : other;
}
