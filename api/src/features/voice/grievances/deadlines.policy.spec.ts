import { describe, expect, it } from '@jest/globals';
import { acknowledgeBy, decideBy, silenceUntil } from './deadlines.policy.js';

const CALENDAR = { country: 'MD', zone: 'Europe/Chisinau' };
/** A Thursday noon. */
const FILED = new Date('2026-10-15T09:00:00Z');

describe('R94: read and weighed in time', () => {
  it.each(['money', 'safety'] as const)('%s within 24 hours, on whatever day', (category) => {
    expect(acknowledgeBy(FILED, category, CALENDAR)).toEqual(new Date('2026-10-16T09:00:00Z'));
  });

  it.each(['question', 'works', 'exclusion', 'personal_data', 'platform'] as const)(
    '%s within five working days',
    (category) => {
      expect(acknowledgeBy(FILED, category, CALENDAR)).toEqual(new Date('2026-10-22T20:59:59Z'));
    },
  );
});

describe('R95: decided in time', () => {
  it('R95: a thirtieth day at the weekend moves to the Monday', () => {
    // 14 November 2026 is a Saturday.
    expect(decideBy(FILED, 'works', CALENDAR)).toEqual(new Date('2026-11-16T21:59:59Z'));
    const friday = new Date('2026-10-14T09:00:00Z');
    expect(decideBy(friday, 'money', CALENDAR)).toEqual(new Date('2026-11-13T21:59:59Z'));
  });

  it('a question within five working days, a decision of the platform within twenty', () => {
    expect(decideBy(FILED, 'question', CALENDAR)).toEqual(new Date('2026-10-22T20:59:59Z'));
    expect(decideBy(FILED, 'platform', CALENDAR)).toEqual(new Date('2026-11-12T21:59:59Z'));
  });

  it('silence is fifteen days long', () => {
    expect(silenceUntil(FILED, CALENDAR)).toEqual(new Date('2026-10-30T10:00:00Z'));
  });
});
