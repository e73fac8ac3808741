import { describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { HolidaysUnknown, afterWorkingDays, beforeWorkingDays } from './working-days.js';
import { HOLIDAYS } from './holidays.js';
import { addDays, addMonths, endOfDay, hasZone, startOfDay } from './zoned-days.js';

const ZONE = 'Europe/Chisinau';
const MOLDOVA = { country: 'MD', zone: ZONE };

describe('days by the clocks of a zone', () => {
  it('R30: ends at 23:59:59 local time on both sides of the change to winter time', () => {
    const before = endOfDay(Temporal.PlainDate.from('2026-10-24'), ZONE);
    const after = endOfDay(Temporal.PlainDate.from('2026-10-25'), ZONE);
    expect(before.toISOString()).toBe('2026-10-24T20:59:59.000Z');
    expect(after.toISOString()).toBe('2026-10-25T21:59:59.000Z');
  });

  it('R30: starts at 00:00 local time in summer and winter', () => {
    expect(startOfDay(Temporal.PlainDate.from('2026-03-28'), ZONE).toISOString()).toBe(
      '2026-03-27T22:00:00.000Z',
    );
    expect(startOfDay(Temporal.PlainDate.from('2026-03-30'), ZONE).toISOString()).toBe(
      '2026-03-29T21:00:00.000Z',
    );
  });

  it('keeps the clock time when days or months are added across the change', () => {
    const start = new Date('2026-10-20T20:59:59.000Z');
    expect(addDays(start, 10, ZONE).toISOString()).toBe('2026-10-30T21:59:59.000Z');
    expect(addMonths(start, 12, ZONE).toISOString()).toBe('2027-10-20T20:59:59.000Z');
  });
});

describe('the countries that are open', () => {
  it('have a zone and holidays both, or neither', () => {
    expect(['MD', 'RO', 'XX'].map(hasZone)).toEqual([true, false, false]);
    expect(Object.keys(HOLIDAYS).every(hasZone)).toBe(true);
    expect(['MD', 'RO', 'XX'].map((country) => country in HOLIDAYS)).toEqual([true, false, false]);
  });
});

describe('working days (ruling 7)', () => {
  it('skips weekends', () => {
    const due = afterWorkingDays(new Date('2026-11-20T08:00:00Z'), 10, MOLDOVA);
    expect(due.toISOString()).toBe('2026-12-04T21:59:59.000Z');
  });

  it('skips the holidays of the country: Easter, its Monday and the memorial Monday', () => {
    const due = afterWorkingDays(new Date('2026-04-10T08:00:00Z'), 5, MOLDOVA);
    expect(due.toISOString()).toBe('2026-04-21T20:59:59.000Z');
  });

  it('counts from the local day: late evening in UTC is the next day in Moldova', () => {
    const due = afterWorkingDays(new Date('2026-11-20T22:30:00Z'), 1, MOLDOVA);
    expect(due.toISOString()).toBe('2026-11-23T21:59:59.000Z');
  });

  it('counts back to the last day from which they still fit', () => {
    const end = new Date('2026-12-04T21:59:59.000Z');
    const last = beforeWorkingDays(end, 10, MOLDOVA);
    // A Sunday counts for nobody.
    expect(last.toISOString()).toBe('2026-11-22T21:59:59.000Z');
    expect(afterWorkingDays(last, 10, MOLDOVA)).toEqual(end);
    const early = new Date(last.getTime() + 1_000);
    expect(afterWorkingDays(early, 10, MOLDOVA).getTime()).toBeGreaterThan(end.getTime());
  });

  it('refuses a year whose holidays nobody has entered', () => {
    expect(() => afterWorkingDays(new Date('2028-12-28T08:00:00Z'), 10, MOLDOVA)).toThrow(
      HolidaysUnknown,
    );
    expect(() =>
      afterWorkingDays(new Date('2026-01-01T08:00:00Z'), 1, { ...MOLDOVA, country: 'XX' }),
    ).toThrow(HolidaysUnknown);
  });
});
