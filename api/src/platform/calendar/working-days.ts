import { Temporal } from 'temporal-polyfill';
import { HOLIDAYS } from './holidays.js';
import { endOfDay } from './zoned-days.js';

/** Ruling 7: an unknown year must stop the computation and raise an alarm, never count as free. */
export class HolidaysUnknown extends Error {
  override readonly name = 'HolidaysUnknown';

  constructor(country: string, year: number) {
    super(`No public holidays are known for ${country} in ${String(year)}`);
  }
}

export interface Calendar {
  readonly country: string;
  readonly zone: string;
}

const SATURDAY = 6;

/** @throws HolidaysUnknown */
export function isWorkingDay(day: Temporal.PlainDate, country: string): boolean {
  const holidays = HOLIDAYS[country]?.[day.year];
  if (holidays === undefined) throw new HolidaysUnknown(country, day.year);
  return day.dayOfWeek < SATURDAY && !holidays.includes(day.toString());
}

/**
 * The end of the `count`th working day after the day of the instant: Monday to Friday without the
 * holidays of the country, in its own zone.
 *
 * @throws HolidaysUnknown
 */
export function afterWorkingDays(from: Date, count: number, { country, zone }: Calendar): Date {
  let day = Temporal.Instant.fromEpochMilliseconds(from.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  for (let left = count; left > 0;) {
    day = day.add({ days: 1 });
    if (isWorkingDay(day, country)) left -= 1;
  }
  return endOfDay(day, zone);
}

/**
 * The last instant from which `count` working days still end by then: the end of the day that many
 * working days before.
 *
 * @throws HolidaysUnknown
 */
export function beforeWorkingDays(by: Date, count: number, { country, zone }: Calendar): Date {
  let day = Temporal.Instant.fromEpochMilliseconds(by.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate();
  for (let left = count; left > 0;) {
    if (isWorkingDay(day, country)) left -= 1;
    day = day.subtract({ days: 1 });
  }
  return endOfDay(day, zone);
}
