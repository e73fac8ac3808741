/** Once a day at least: news that money has come may have been lost. */
const HOURS_MAX = 24;

/** How long a payment waits that found too little at Stripe: 1, 2, 4, 8 and 16 hours, then a day. */
export function hoursUntilNextTry(tries: number): number {
  return Math.min(HOURS_MAX, 2 ** Math.max(0, tries - 1));
}
