import { describe, expect, it } from 'vitest';
import { entriesByDay } from './entriesByDay';

describe('the book by day', () => {
  it('keeps the order of the lines and never joins two stretches of one day', () => {
    const lines = ['2026-11-27', '2026-11-27', '2026-11-25', '2026-11-27'].map(
      (valueDate, position) => ({ valueDate, position }),
    );
    expect(
      entriesByDay(lines).map(([day, own]) => [day, own.map(({ position }) => position)]),
    ).toEqual([
      ['2026-11-27', [0, 1]],
      ['2026-11-25', [2]],
      ['2026-11-27', [3]],
    ]);
  });
});
