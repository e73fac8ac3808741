import { CHAIN_INVARIANT } from './chain.invariant.js';
import { DISBURSEMENT_INVARIANTS } from './disbursements.invariants.js';
import { DISPUTE_INVARIANTS } from './disputes.invariants.js';
import { ENDING_INVARIANTS } from './endings.invariants.js';
import { GIFT_INVARIANTS } from './gifts.invariants.js';
import { GOVERNANCE_INVARIANTS } from './governance.invariants.js';
import type { Finding, Invariant, VerifyContext } from './invariant.js';
import { JOB_INVARIANTS } from './jobs.invariants.js';
import { LEDGER_INVARIANTS } from './ledger.invariants.js';
import { MATCHING_INVARIANTS } from './matching.invariants.js';
import { OFFLINE_INVARIANTS } from './offline.invariants.js';
import { PROJECT_MONEY_INVARIANTS } from './project-money.invariants.js';
import { PROVIDER_INVARIANTS } from './provider.invariants.js';
import { STATES_INVARIANT } from './states.invariant.js';
import { STRIPE_INVARIANTS } from './stripe.invariants.js';

export const ALL_INVARIANTS: readonly Invariant[] = [
  ...LEDGER_INVARIANTS,
  ...PROJECT_MONEY_INVARIANTS,
  ...GIFT_INVARIANTS,
  ...DISPUTE_INVARIANTS,
  ...OFFLINE_INVARIANTS,
  ...MATCHING_INVARIANTS,
  STATES_INVARIANT,
  ...PROVIDER_INVARIANTS,
  ...STRIPE_INVARIANTS,
  ...DISBURSEMENT_INVARIANTS,
  ...GOVERNANCE_INVARIANTS,
  ...JOB_INVARIANTS,
  ...ENDING_INVARIANTS,
  CHAIN_INVARIANT,
];

export interface VerifyLine extends Finding {
  readonly id: string;
  readonly claim: string;
  readonly mayBeEmpty: boolean;
  readonly milliseconds: number;
}

/** Waits between two looks at an invariant that failed while payments were under way. */
const SECOND_LOOK_MS = 1_500;
const LOOKS_MAX = 3;

export interface VerifyOptions {
  readonly only?: readonly string[];
  readonly invariants?: readonly Invariant[];
  /** 1 = believe the first look, for a database nobody else is working on. */
  readonly looks?: number;
}

/**
 * Checks every invariant. What fails is looked at again, because books and provider are read one
 * after the other while people go on giving.
 */
export async function verify(
  context: VerifyContext,
  { only, looks = LOOKS_MAX, invariants = ALL_INVARIANTS }: VerifyOptions = {},
): Promise<VerifyLine[]> {
  const lines: VerifyLine[] = [];
  for (const invariant of invariants) {
    if (only !== undefined && !only.includes(invariant.id)) continue;
    const started = performance.now();
    let finding = await invariant.check(context);
    for (let look = 1; finding.violations.length > 0 && look < looks; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK_MS));
      finding = await invariant.check(context);
    }
    const { id, claim, mayBeEmpty = false } = invariant;
    const milliseconds = Math.round(performance.now() - started);
    lines.push({ id, claim, mayBeEmpty, ...finding, milliseconds });
  }
  return lines;
}
