import { Temporal } from 'temporal-polyfill';

/** Zones of the countries whose local authorities may post projects. */
const ZONES: Readonly<Record<string, string>> = { MD: 'Europe/Chisinau' };

export class ZoneUnknown extends Error {
  override readonly name = 'ZoneUnknown';
}

/** Whether days can be counted by the clocks of the country at all. */
export function hasZone(country: string): boolean {
  return ZONES[country] !== undefined;
}

/** @throws ZoneUnknown for a country the operator has not opened */
export function zoneOf(country: string): string {
  const zone = ZONES[country];
  if (zone === undefined) throw new ZoneUnknown(country);
  return zone;
}

/** The calendar day of an instant in the zone. */
export function dayOf(instant: Date, zone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(zone)
    .toPlainDate();
}

export function startOfDay(day: Temporal.PlainDate, zone: string): Date {
  return new Date(day.toZonedDateTime(zone).epochMilliseconds);
}

/** 23:59:59 of the day by the clocks of the zone, whatever daylight saving does that week. */
export function endOfDay(day: Temporal.PlainDate, zone: string): Date {
  const end = day.toZonedDateTime({
    timeZone: zone,
    plainTime: Temporal.PlainTime.from('23:59:59'),
  });
  return new Date(end.epochMilliseconds);
}

/** The same clock time a number of days later: a day of 23 or 25 hours is one day. */
export function addDays(instant: Date, days: number, zone: string): Date {
  return shift(instant, { days }, zone);
}

export function addMonths(instant: Date, months: number, zone: string): Date {
  return shift(instant, { months }, zone);
}

function shift(instant: Date, by: Temporal.DurationLike, zone: string): Date {
  const shifted = Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(zone)
    .add(by);
  return new Date(shifted.epochMilliseconds);
}

/** A day as the contract writes it, 2026-11-22; already checked by the DTO. */
export function dayFrom(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text);
}

/** Negative when the first day is the earlier one. */
export function compareDays(one: Temporal.PlainDate, other: Temporal.PlainDate): number {
  return Temporal.PlainDate.compare(one, other);
}
