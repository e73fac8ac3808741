import { describe, expect, it } from '@jest/globals';
import { wrongIn } from '../../test/support/reading.js';
import {
  AgreeExtensionDto,
  AskExtensionDto,
  CAMPAIGN_DAYS_DEFAULT,
  CAMPAIGN_DAYS_MAX,
  CAMPAIGN_DAYS_MIN,
  DecideHoldDto,
  EXTENSION_DAYS_MAX,
  ScheduleCampaignDto,
} from './campaigns.dto.js';

const REASON = 'Mai sunt donatori pe drum.';

describe('R30: how long a campaign may be', () => {
  it('R30: 30 to 90 days, 60 unless chosen', () => {
    expect([CAMPAIGN_DAYS_MIN, CAMPAIGN_DAYS_DEFAULT, CAMPAIGN_DAYS_MAX]).toEqual([30, 60, 90]);
  });

  it.each([30, 60, 90])('R30: may be %s days', async (days) => {
    expect(await wrongIn(ScheduleCampaignDto, { startsOn: '2026-12-01', days })).toEqual([]);
  });

  it.each([29, 91, 0, -30, 30.5, '60', undefined])('R30: is never %p days', async (days) => {
    const body = { startsOn: '2026-12-01', days };
    expect(await wrongIn(ScheduleCampaignDto, body)).toEqual(['/days v.amount']);
  });

  it.each(['2026-02-30', '01.12.2026', '2026-12-01T00:00:00Z', undefined])(
    'R30: never starts on %p',
    async (startsOn) => {
      const body = { startsOn, days: 60 };
      expect(await wrongIn(ScheduleCampaignDto, body)).toEqual(['/startsOn v.date']);
    },
  );

  it('R41: takes no end and no goal from the one who schedules it', async () => {
    const body = { startsOn: '2026-12-01', days: 60, endsOn: '2027-12-01', minimumMinor: 1 };
    expect(await wrongIn(ScheduleCampaignDto, body)).toEqual([
      '/endsOn v.unknown',
      '/minimumMinor v.unknown',
    ]);
  });
});

describe('R32: how much longer', () => {
  it('R32: at most 30 days, with a reason', async () => {
    expect(EXTENSION_DAYS_MAX).toBe(30);
    expect(await wrongIn(AskExtensionDto, { days: 1, reason: REASON })).toEqual([]);
    expect(await wrongIn(AskExtensionDto, { days: 30, reason: REASON })).toEqual([]);
    expect(await wrongIn(AskExtensionDto, { days: 31, reason: REASON })).toEqual([
      '/days v.amount',
    ]);
    expect(await wrongIn(AskExtensionDto, { days: 0, reason: REASON })).toEqual(['/days v.amount']);
    expect(await wrongIn(AskExtensionDto, { days: 10, reason: 'Așa.' })).toEqual([
      '/reason v.text',
    ]);
  });

  it('R32: the association agrees or refuses', async () => {
    expect(await wrongIn(AgreeExtensionDto, { decision: 'agree' })).toEqual([]);
    expect(await wrongIn(AgreeExtensionDto, { decision: true })).toEqual(['/decision v.choice']);
  });
});

describe('the decision on a review hold', () => {
  it.each([
    [1, []],
    [14, []],
    [15, ['/days v.amount']],
    [0, ['/days v.amount']],
  ])('grants %s days more: %j', async (days, complaints) => {
    const body = { decision: 'extend', reason: REASON, days };
    expect(await wrongIn(DecideHoldDto, body)).toEqual(complaints);
  });
});
