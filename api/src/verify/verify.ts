import type { Client } from 'pg';
import { CHAIN_INVARIANT } from './chain.invariant.js';
import { GIFT_INVARIANTS } from './gifts.invariants.js';
import type { Finding, Invariant } from './invariant.js';
import { LEDGER_INVARIANTS } from './ledger.invariants.js';
import { STRIPE_INVARIANTS } from './stripe.invariants.js';
import type { StripeBooks } from './stripe-books.js';
import { WORK_INVARIANTS } from './works.invariants.js';

export const ALL_INVARIANTS: readonly Invariant[] = [
  ...LEDGER_INVARIANTS,
  CHAIN_INVARIANT,
  ...GIFT_INVARIANTS,
  ...STRIPE_INVARIANTS,
  ...WORK_INVARIANTS,
];

export interface VerifyLine extends Finding {
  readonly id: string;
  readonly claim: string;
  readonly milliseconds: number;
}

/** Waits between two looks at an invariant that failed while payments were under way. */
const SECOND_LOOK_MS = 1_500;
const LOOKS_MAX = 3;

/**
 * Checks every invariant. What fails is looked at again, because books and provider are read one
 * after the other while people go on giving.
 */
export async function verify(
  database: Client,
  stripe: StripeBooks | null,
  only?: readonly string[],
): Promise<VerifyLine[]> {
  const lines: VerifyLine[] = [];
  for (const invariant of ALL_INVARIANTS) {
    if (only !== undefined && !only.includes(invariant.id)) continue;
    const started = performance.now();
    let finding = await invariant.check({ database, stripe });
    for (let look = 1; finding.violations.length > 0 && look < LOOKS_MAX; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK_MS));
      finding = await invariant.check({ database, stripe });
    }
    const { id, claim } = invariant;
    lines.push({ id, claim, ...finding, milliseconds: Math.round(performance.now() - started) });
  }
  return lines;
}
