import { expect, it } from '@jest/globals';
import { periodEnd } from './periods.js';

const at = (text: string): number => Date.parse(text) / 1000;
const shown = (seconds: number): string => new Date(seconds * 1000).toISOString();

it.each([
  ['2026-01-31T08:30:00Z', 'month', 1, 1, '2026-02-28T08:30:00.000Z'],
  ['2026-01-31T08:30:00Z', 'month', 1, 2, '2026-03-31T08:30:00.000Z'],
  ['2026-01-31T08:30:00Z', 'month', 3, 1, '2026-04-30T08:30:00.000Z'],
  ['2028-02-29T00:00:00Z', 'year', 1, 1, '2029-02-28T00:00:00.000Z'],
  ['2026-12-15T00:00:00Z', 'month', 1, 1, '2027-01-15T00:00:00.000Z'],
  ['2026-03-01T00:00:00Z', 'week', 2, 3, '2026-04-12T00:00:00.000Z'],
  ['2026-03-01T00:00:00Z', 'day', 1, 10, '2026-03-11T00:00:00.000Z'],
] as const)('from %s every %s times %d, period %d ends %s', (...row) => {
  const [anchor, interval, count, periods, end] = row;
  expect(shown(periodEnd(at(anchor), { interval, count }, periods))).toBe(end);
});
