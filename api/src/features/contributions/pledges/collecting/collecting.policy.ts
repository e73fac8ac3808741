import type { PledgeAct } from '@vatra/shared/contributions/pledges.views';
import type { Standing } from '../../../campaigns/campaigns.service.js';
import type { PledgeRecord } from '../pledge.record.js';

/** Domain 3.4: some cards will refuse, and every payment has its fee. */
const COLLECTED_PERCENT = 90;
/** Days after a charge fell due on which a card that refused is tried again. */
const RETRY_DAYS = [1, 3, 7] as const;
const DAY_MS = 86_400_000;

/**
 * R42: pledges are charged when nine tenths of them bring what is missing to the minimum. Where other
 * money has reached the optimum they are not needed.
 */
export function areChargedAtClose(standing: Standing): boolean {
  const { countedMinor, promisedMinor, minimumMinor, optimumMinor } = standing;
  if (countedMinor >= optimumMinor) return false;
  return promisedMinor * COLLECTED_PERCENT >= (minimumMinor - countedMinor) * 100;
}

/** When a card that refused is tried again; null after the last time. */
export function nextChargeAt(dueSince: Date, now: Date): Date | null {
  const times = RETRY_DAYS.map((days) => new Date(dueSince.getTime() + days * DAY_MS));
  return times.find((at) => at > now) ?? null;
}

/** The bank wants its customer, as opposed to refusing the card. */
export function refusalOf(code: string): 'confirmation_needed' | 'declined' {
  return code.includes('authentication') ? 'confirmation_needed' : 'declined';
}

/** What the donor may do now: withdraw before the end, mend a charge that failed. */
export function actsOf({ state }: Pick<PledgeRecord, 'state'>, isOpen: boolean): PledgeAct[] {
  if (state === 'pledged') return isOpen ? ['withdraw'] : [];
  return state === 'charge_failed' ? ['confirm', 'change_card'] : [];
}
