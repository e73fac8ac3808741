import type { Recurrence } from '../catalog/catalog-objects.js';

const DAY_S = 86_400;
const MONTHS: Readonly<Record<string, number>> = { month: 1, year: 12 };
const DAYS: Readonly<Record<string, number>> = { day: 1, week: 7 };

/** A day some months on; the last of a month that is too short. */
function addMonths(anchor: number, months: number): number {
  const date = new Date(anchor * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return Math.floor(date.getTime() / 1000);
}

/**
 * When a subscription's period ends, counted from its anchor: somebody who began on the 31st is billed on the last of
 * short months and on the 31st again after them.
 */
export function periodEnd(
  anchor: number,
  { interval, count }: Recurrence,
  periods: number,
): number {
  const months = MONTHS[interval];
  if (months !== undefined) return addMonths(anchor, months * count * periods);
  return anchor + (DAYS[interval] ?? 1) * count * periods * DAY_S;
}
