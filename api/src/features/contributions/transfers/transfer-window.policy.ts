import { beforeWorkingDays, type Calendar } from '../../../platform/calendar/working-days.js';

const DAY_MS = 86_400_000;
/** Ruling 20: so that what is sent in time also arrives in time. */
const WORKING_DAYS_BEFORE_END = 10;
/** Ruling 20: and this long after the end it still counts. */
const DAYS_AFTER_END = 14;
/** How long an announced transfer is waited for. */
const DAYS_TO_ARRIVE = 14;

interface Campaign extends Calendar {
  readonly endsAt: Date;
}

/** The last moment in which somebody may begin to give by transfer. @throws HolidaysUnknown */
export function transfersOfferedUntil(campaign: Campaign): Date {
  return beforeWorkingDays(campaign.endsAt, WORKING_DAYS_BEFORE_END, campaign);
}

/** How long the announced money is waited for. */
export function transferExpiry(now: Date, { endsAt }: Campaign): Date {
  const usual = now.getTime() + DAYS_TO_ARRIVE * DAY_MS;
  const last = endsAt.getTime() + DAYS_AFTER_END * DAY_MS;
  return new Date(Math.min(usual, last));
}
