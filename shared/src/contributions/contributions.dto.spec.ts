import { describe, expect, it } from '@jest/globals';
import { wrongIn } from '../../test/support/reading.js';
import {
  ACCEPTED_CURRENCIES,
  ANY_GIFT_MINOR_MAX,
  ChooseDto,
  FeeEstimateQuery,
  GIFTS_OF_A_YEAR_MINOR_MAX,
  GIFT_MINOR_MAX,
  GIFT_MINOR_MAX_IN,
  GIFT_MINOR_MIN,
  StartContributionDto,
  SUGGESTED_GIFTS_MINOR,
  baseMinorAtMost,
} from './contributions.dto.js';

const GIFT = {
  gift: { minor: 2000, currency: 'EUR' },
  tipMinor: 0,
  coverFee: false,
  email: 'ana@example.org',
  locale: 'ro',
};
const wrongWith = (changes: object) => wrongIn(StartContributionDto, { ...GIFT, ...changes });

describe('a gift as it is sent', () => {
  it('is right without a name and with everything', async () => {
    expect(await wrongWith({})).toEqual([]);
    const all = {
      donorName: 'Ana Țurcanu',
      publicName: 'Ana T.',
      country: 'IT',
      message: 'Pentru lămpi.\nCu drag!',
    };
    expect(await wrongWith(all)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['the gift is missing', { gift: undefined }, '/gift v.object'],
    ['the gift is a list', { gift: [GIFT.gift] }, '/gift v.object'],
    ['the gift is an empty list', { gift: [] }, '/gift v.object'],
    ['the gift is nothing', { gift: { minor: 0, currency: 'EUR' } }, '/gift/minor v.amount'],
    ['the gift owes', { gift: { minor: -500, currency: 'EUR' } }, '/gift/minor v.amount'],
    ['cents are split', { gift: { minor: 12.5, currency: 'EUR' } }, '/gift/minor v.amount'],
    [
      'the number is beyond what JSON keeps',
      { gift: { minor: Number('9007199254740993'), currency: 'EUR' } },
      '/gift/minor v.amount',
    ],
    ['the number is 1e21', { gift: { minor: 1e21, currency: 'EUR' } }, '/gift/minor v.amount'],
    ['the currency is small', { gift: { minor: 1, currency: 'eur' } }, '/gift/currency v.currency'],
    ['the tip is a word', { tipMinor: '0' }, '/tipMinor v.amount'],
    ['the tip is too large', { tipMinor: ANY_GIFT_MINOR_MAX + 1 }, '/tipMinor v.amount'],
    ['fee cover is a word', { coverFee: 'false' }, '/coverFee v.boolean'],
    ['fee cover is missing', { coverFee: undefined }, '/coverFee v.boolean'],
    ['the language is not spoken', { locale: 'ru' }, '/locale v.choice'],
    ['a country has three letters', { country: 'ITA' }, '/country v.text'],
    ['a state is smuggled in', { state: 'succeeded' }, '/state v.unknown'],
    ['a fee is smuggled in', { feeCoverMinor: 1 }, '/feeCoverMinor v.unknown'],
  ])('is wrong when %s', async (_, changes, complaint) => {
    expect(await wrongWith(changes)).toEqual([complaint]);
  });
});

describe('R43: the limits', () => {
  it('R43, ruling 5: the smallest gift of each currency', () => {
    expect(GIFT_MINOR_MIN).toEqual({
      EUR: 500,
      USD: 500,
      GBP: 500,
      CHF: 500,
      CAD: 800,
      RON: 2500,
      JPY: 800,
    });
  });

  it('R43: EUR 1,000 at once and 2,500 in twelve months', () => {
    expect([GIFT_MINOR_MAX, GIFTS_OF_A_YEAR_MINOR_MAX]).toEqual([100_000, 250_000]);
  });

  it('R43: every accepted currency has its limits, and each suggestion can be given', () => {
    expect(Object.keys(GIFT_MINOR_MIN)).toEqual([...ACCEPTED_CURRENCIES]);
    for (const currency of ACCEPTED_CURRENCIES) {
      for (const minor of SUGGESTED_GIFTS_MINOR[currency]) {
        expect(minor).toBeGreaterThanOrEqual(GIFT_MINOR_MIN[currency]);
        expect(minor).toBeLessThanOrEqual(GIFT_MINOR_MAX_IN[currency]);
      }
    }
  });

  it('R43: before a rate is known, a gift counts for at least what it can come to', () => {
    expect(baseMinorAtMost(5_000, 'EUR')).toBe(5_000);
    for (const currency of ACCEPTED_CURRENCIES) {
      expect(baseMinorAtMost(GIFT_MINOR_MAX_IN[currency], currency)).toBe(GIFT_MINOR_MAX);
    }
    expect(baseMinorAtMost(1, 'RON')).toBe(1);
  });
});

describe('an estimate as it is asked for', () => {
  const asked = (query: object) => wrongIn(FeeEstimateQuery, query);

  it('reads plain digits', async () => {
    const query = { giftMinor: '2000', tipMinor: '0', currency: 'EUR', coverFee: 'true' };
    expect(await asked(query)).toEqual([]);
  });

  it.each(['0', '-1', '0x64', '1e3', '12.5', ' 100', '١٢٥٠', '१२', '10000001', '', '1,00'])(
    'does not read a gift of %j',
    async (giftMinor) => {
      expect(await asked({ giftMinor })).toEqual(['/giftMinor v.amount']);
    },
  );

  it('R44: takes fee cover as one of two words', async () => {
    expect(await asked({ giftMinor: '500', coverFee: '1' })).toEqual(['/coverFee v.choice']);
  });
});

describe('the choice about money that was not needed', () => {
  it('R49, R83: knows what is offered and nothing else', async () => {
    for (const choice of ['refund', 'hometown_fund', 'reserve']) {
      expect(await wrongIn(ChooseDto, { choice })).toEqual([]);
    }
    const campaignId = '018f0000-0000-7000-8000-000000000001';
    expect(await wrongIn(ChooseDto, { choice: 'project', campaignId })).toEqual([]);
    expect(await wrongIn(ChooseDto, { choice: 'keep' })).toEqual(['/choice v.choice']);
    expect(await wrongIn(ChooseDto, { choice: 'project', campaignId: 'x' })).toEqual([
      '/campaignId v.id',
    ]);
  });
});
