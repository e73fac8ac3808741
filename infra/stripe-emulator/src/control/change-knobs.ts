import { ControlError } from './control-route.js';
import { FORGERIES, initialKnobs, type Knobs } from './knobs.js';

type Check = (value: unknown) => boolean;

const isCount: Check = (value) => Number.isInteger(value) && (value as number) >= 0;
const isCountOrNull: Check = (value) => value === null || isCount(value);
const isShare: Check = (value) => typeof value === 'number' && value >= 0 && value <= 1;
const isBoolean: Check = (value) => typeof value === 'boolean';
const isPositive: Check = (value) => isCount(value) && value !== 0;
const isCounts: Check = (value) => Array.isArray(value) && value.length > 0 && value.every(isCount);
const isForgery: Check = (value) => FORGERIES.some((known) => known === value);
const isMethods: Check = (value) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((type) => type === 'card' || type === 'sepa_debit');
const isRates: Check = (value) =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((rate) => typeof rate === 'number' && rate > 0);

const CHECKS: Readonly<Record<Exclude<keyof Knobs, 'faults'>, Check>> = {
  seed: isCount,
  latencyMs: isCount,
  latencyJitterMs: isCount,
  settlementDelayMs: isCountOrNull,
  webhookDelayMs: isCountOrNull,
  webhookDelayVirtualSeconds: isCount,
  webhookDropRate: isShare,
  webhookCopies: isPositive,
  webhookCopiesMax: isPositive,
  webhookShuffle: isBoolean,
  webhookBadSignatureRate: isShare,
  webhookBadSignature: isForgery,
  webhookConcurrency: isPositive,
  webhookTimeoutMs: isPositive,
  webhookBackoffMs: isCounts,
  webhookAttemptsMax: isPositive,
  eventsKeptDays: isPositive,
  availableAfterDays: isCount,
  payoutArrivalDays: isPositive,
  refundOutcomeAfterSeconds: isCount,
  disputeAfterSeconds: isCount,
  disputeFeeCents: isCount,
  disputeFeeReturned: isBoolean,
  disputeResponseDays: isPositive,
  debitOutcomeAfterSeconds: isCount,
  debitFeeCents: isCount,
  debitDisputeFeeCents: isCount,
  invoiceRetries: isCount,
  dashboardMethods: isMethods,
  people: isBoolean,
  failNextRefunds: isCount,
  failNextPayouts: isCount,
  returnNextPayouts: isCount,
  payoutReturnAfterDays: isPositive,
  topupAfterSeconds: isCount,
  failNextTopups: isCount,
  exchangeRateDrift: isShare,
  exchangeRateFirstDay: isCount,
  conversionFeeBasisPoints: isCount,
  exchangeRates: isRates,
};

function isKnob(name: string): name is keyof typeof CHECKS {
  return name in CHECKS;
}

/** @throws ControlError naming the knob that is unknown or has a value that makes no sense; then nothing is changed. */
export function changeKnobs(knobs: Knobs, change: Readonly<Record<string, unknown>>): Knobs {
  for (const [name, value] of Object.entries(change)) {
    if (!isKnob(name)) throw new ControlError(400, `There is no knob ${name}.`);
    if (!CHECKS[name](value)) throw new ControlError(400, `The value of ${name} makes no sense.`);
  }
  return Object.assign(knobs, change);
}

export function resetKnobs(knobs: Knobs): Knobs {
  return Object.assign(knobs, initialKnobs());
}
