import type { Client } from 'pg';
import { CHAIN_INVARIANT } from './chain.invariant.js';
import { CURRENCY_INVARIANTS } from './currencies.invariants.js';
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
import { TRANSFER_INVARIANTS } from './transfers.invariants.js';

export const ALL_INVARIANTS: readonly Invariant[] = [
  ...LEDGER_INVARIANTS,
  ...PROJECT_MONEY_INVARIANTS,
  ...GIFT_INVARIANTS,
  ...DISPUTE_INVARIANTS,
  ...CURRENCY_INVARIANTS,
  ...OFFLINE_INVARIANTS,
  ...MATCHING_INVARIANTS,
  STATES_INVARIANT,
  ...PROVIDER_INVARIANTS,
  ...STRIPE_INVARIANTS,
  ...TRANSFER_INVARIANTS,
  ...DISBURSEMENT_INVARIANTS,
  ...GOVERNANCE_INVARIANTS,
  ...JOB_INVARIANTS,
  ...ENDING_INVARIANTS,
  CHAIN_INVARIANT,
];

/** Over large books: what is begun first is not waited for at the end, when the other connection has nothing left. */
const LONGEST_FIRST: readonly string[] = ['H1', 'B7', 'C3', 'A5', 'C4', 'A2', 'D2', 'B1'];

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
  /** Further connections to the same database: so many invariants more are looked at side by side. */
  readonly beside?: readonly Client[];
}

/**
 * Checks every invariant. What fails is looked at again, because books and provider are read one
 * after the other while people go on giving.
 */
export async function verify(
  context: VerifyContext,
  { only, looks = LOOKS_MAX, invariants = ALL_INVARIANTS, beside = [] }: VerifyOptions = {},
): Promise<VerifyLine[]> {
  const isTail = context.since !== undefined;
  const asked = invariants.filter(
    ({ id, isOfWhole = false }) => (only?.includes(id) ?? true) && !(isTail && isOfWhole),
  );
  const lines = new Map<Invariant, VerifyLine>();
  const waiting = [...asked].sort((a, b) => turnOf(a) - turnOf(b));
  const counts = new Map<string, Promise<number>>();
  const lookOn = async (database: Client): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      lines.set(next, await look(next, { ...context, database, counts }, looks));
    }
  };
  await Promise.all([context.database, ...beside].map(lookOn));
  return asked.flatMap((invariant) => lines.get(invariant) ?? []);
}

function turnOf({ id }: Invariant): number {
  const turn = LONGEST_FIRST.indexOf(id);
  return turn === -1 ? LONGEST_FIRST.length : turn;
}

async function look(
  invariant: Invariant,
  context: VerifyContext,
  looks: number,
): Promise<VerifyLine> {
  const started = performance.now();
  let finding = await invariant.check(context);
  for (let again = 1; finding.violations.length > 0 && again < looks; again += 1) {
    await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK_MS));
    finding = await invariant.check({ ...context, counts: new Map() });
  }
  const { id, claim, mayBeEmpty = false } = invariant;
  const milliseconds = Math.round(performance.now() - started);
  return { id, claim, mayBeEmpty, ...finding, milliseconds };
}
