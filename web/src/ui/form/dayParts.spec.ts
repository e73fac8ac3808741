import { describe, expect, it } from 'vitest';
import { dayFromParts, partsOfDay } from './dayParts';

describe('a day in three parts', () => {
  it('takes a day the way people write it', () => {
    expect(dayFromParts({ day: '2', month: '3', year: '2027' })).toBe('2027-03-02');
    expect(dayFromParts({ day: ' 27', month: '11 ', year: '2026' })).toBe('2026-11-27');
  });

  it('refuses days that do not exist', () => {
    expect(dayFromParts({ day: '31', month: '2', year: '2027' })).toBeNull();
    expect(dayFromParts({ day: '29', month: '2', year: '2027' })).toBeNull();
    expect(dayFromParts({ day: '1', month: '13', year: '2027' })).toBeNull();
    expect(dayFromParts({ day: '1', month: '1', year: '27' })).toBeNull();
  });

  it('shows a known day without leading zeros', () => {
    expect(partsOfDay('2026-11-02')).toEqual({ day: '2', month: '11', year: '2026' });
    expect(partsOfDay(null)).toEqual({ day: '', month: '', year: '' });
  });
});
