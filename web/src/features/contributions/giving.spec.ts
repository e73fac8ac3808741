// @vitest-environment happy-dom
import type { BudgetLineDto } from '@vatra/shared/projects/projects.dto';
import { PLEDGE_MOVES } from '@vatra/shared/contributions/pledge.states';
import { CONTRIBUTION_MOVES } from '@vatra/shared/contributions/contribution.states';
import type { ContributionView } from '@vatra/shared/contributions/contributions.views';
import type { TransferInstructionsView } from '@vatra/shared/contributions/transfers.views';
import { statesOf } from '@vatra/shared/states/state-table';
import { beforeEach, describe, expect, it } from 'vitest';
import { currencyChoices, rememberCurrency, rememberedCurrency } from './giftCurrency';
import { giftEffect } from './giftEffect';
import { ApiRefusal, ApiUnreachable } from '../../platform/api/refusal';
import { giftOutcome, isMoving, outcomeOf } from './giftOutcome';
import { giveWords } from './giveWay';
import { forgetIntent, intentKey, sendIntent } from './intentKey';
import { isPledgeMoving, pledgeOutcome } from './pledgeOutcome';
import { settledRate } from './settledRate';
import { transferFees } from './transferFees';
import { useMatchOffer } from './useMatchOffer';

describe('the rate of a payment in another currency', () => {
  it('lets the donor find the euro again, also where one unit is worth little', () => {
    const paid = { minor: 25_000, currency: 'RON' } as const;
    const euro = (minor: number) => ({ minor, currency: 'EUR' }) as const;
    expect(settledRate(euro(5_046), paid, 'en')).toBe('1 RON = 0.20184 EUR');
    const yen = { minor: 800, currency: 'JPY' } as const;
    expect(settledRate(euro(491), yen, 'ro')).toBe('1 JPY = 0,0061375 EUR');
  });
});

const line = (unitPriceMinor: number, quantity: number, kind: BudgetLineDto['kind'] = 'goods') =>
  ({ unitPriceMinor, quantity, kind }) as BudgetLineDto;

describe('what a gift would buy', () => {
  const cable = line(140, 1150);
  const lamp = line(12_800, 40);

  it('is counted in the dearest thing it can pay, by the project’s own budget', () => {
    expect(giftEffect(2_000, [cable, lamp])).toEqual({ count: 14, line: cable });
    expect(giftEffect(30_000, [cable, lamp])).toEqual({ count: 2, line: lamp });
  });

  it('is left unsaid when it buys nothing whole', () => {
    expect(giftEffect(100, [cable, lamp])).toBeNull();
    expect(giftEffect(5_000, [line(4_000, 12, 'contingency'), line(4_000, 1)])).toBeNull();
  });
});

describe('what a fund would add', () => {
  const offer = {
    ...{ fundId: 'f', fundTitle: { ro: '', en: '' }, funderName: '', closesAt: '' },
    ...{ ratioPercent: 100, donorCapMinor: 5_000, projectRestMinor: 9_000, potMinor: 4_200 },
  };
  const project = { id: 'p', match: offer };

  it('R53: is no more than the donor, the project and the pot leave', () => {
    const added = (giftMinor: number | null) =>
      useMatchOffer(
        () => project,
        () => giftMinor,
        () => Promise.resolve(null),
      ).expectedMinor.value;
    expect([added(1_000), added(4_500), added(20_000)]).toEqual([1_000, 4_200, 4_200]);
    expect([added(null), added(0)]).toEqual([0, 0]);
  });

  it('is asked again, and not promised when nobody answers', async () => {
    const answers: (() => Promise<typeof offer | null>)[] = [
      () => Promise.resolve({ ...offer, potMinor: 300 }),
      () => Promise.reject(new ApiUnreachable()),
    ];
    const { askOffer, expectedMinor } = useMatchOffer(
      () => project,
      () => 1_000,
      () => answers.shift()?.() ?? Promise.resolve(null),
    );
    expect(expectedMinor.value).toBe(1_000);
    await askOffer();
    expect(expectedMinor.value).toBe(300);
    await askOffer();
    expect(expectedMinor.value).toBe(0);
  });
});

describe('a gift by transfer', () => {
  it('loses nothing on the way', () => {
    expect(transferFees(2_000)).toMatchObject({
      gross: { minor: 2_000 },
      estimatedFee: { minor: 0 },
      projectGets: { minor: 2_000 },
    });
    expect(transferFees(null)).toBeNull();
  });
});

describe('the currency of a gift', () => {
  beforeEach(() => {
    localStorage.clear();
  });

  it('is euro until somebody chooses, and is remembered from then on', () => {
    expect(rememberedCurrency()).toBe('EUR');
    rememberCurrency('CHF');
    expect(rememberedCurrency()).toBe('CHF');
  });

  it('is euro when what was kept is no currency we take', () => {
    localStorage.setItem('vatra.currency', 'MDL');
    expect(rememberedCurrency()).toBe('EUR');
  });

  it('is offered by its name in the language of the page', () => {
    const labels = currencyChoices('ro-RO').map(({ label }) => label);
    expect(labels).toHaveLength(7);
    expect(labels).toContain('CHF – franc elvețian');
  });
});

describe('the intent of a payment (ruling 41)', () => {
  beforeEach(() => {
    sessionStorage.clear();
  });

  it('keeps its key when the same wish is sent again, after a reload too', () => {
    const first = intentKey('well', { gift: 40 });
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(intentKey('well', { gift: 40 })).toBe(first);
  });

  it('gets a new key when the wish changed or is over', () => {
    const first = intentKey('well', { gift: 40 });
    expect(intentKey('well', { gift: 50 })).not.toBe(first);
    const second = intentKey('well', { gift: 50 });
    forgetIntent('well');
    expect(intentKey('well', { gift: 50 })).not.toBe(second);
  });

  it('is sent once more under a new key when its answer got lost, and never after another refusal', async () => {
    const keys: string[] = [];
    const sendRefusing = (times: number, code: string) =>
      sendIntent('well', { gift: 40 }, (key) => {
        keys.push(key);
        return keys.length > times
          ? Promise.resolve('page')
          : Promise.reject(new ApiRefusal({ status: 409, code }));
      });
    expect(await sendRefusing(1, 'http.idempotency-answer-lost')).toBe('page');
    expect(new Set(keys).size).toBe(2);
    keys.length = 0;
    await expect(sendRefusing(1, 'http.idempotency-in-flight')).rejects.toThrow('in-flight');
    expect(keys).toHaveLength(1);
  });
});

describe('what a donor is told', () => {
  it('is known for every state of a contribution', () => {
    for (const state of statesOf(CONTRIBUTION_MOVES))
      expect(giftOutcome(state)).toBeTypeOf('string');
  });

  it('is "not charged" after leaving the payment page, and only then', () => {
    expect(giftOutcome('created', true)).toBe('not-charged');
    expect(giftOutcome('created')).toBe('waiting');
    expect(giftOutcome('processing', true)).toBe('waiting');
  });

  it('is how to pay as long as an announced transfer is waited for, and that it did not come after', () => {
    const transfer = { reference: 'RF18' } as TransferInstructionsView;
    const about = { refunds: [], isChecked: false };
    const gift = { ...about, channel: 'bank_transfer', state: 'created', transfer } as const;
    expect(outcomeOf(gift)).toBe('transfer');
    expect(outcomeOf({ ...gift, state: 'expired', transfer: null })).toBe('not-arrived');
    expect(outcomeOf({ ...about, channel: 'card', state: 'expired', transfer: null })).toBe(
      'not-charged',
    );
    expect(outcomeOf({ ...gift, isChecked: true, transfer: null })).toBe('checked');
  });

  it('is "kept" while a refund that came back waits for an account (R47)', () => {
    const refund = { claim: { state: 'asked' } } as ContributionView['refunds'][number];
    const about = { isChecked: false, transfer: null };
    const gift = { ...about, channel: 'card', state: 'refunded', refunds: [refund] } as const;
    expect(outcomeOf(gift)).toBe('kept');
    expect(outcomeOf({ ...gift, refunds: [] })).toBe('back');
  });

  it('is asked again only while it can change by itself', () => {
    expect(isMoving('processing')).toBe(true);
    expect(isMoving('succeeded')).toBe(false);
  });
});

describe('R42: what a promise is said to be', () => {
  it('is a promise only by card, where cards are charged on success', () => {
    expect(giveWords('card', 'on_success')).toBe('pledge');
    expect(giveWords('card', 'immediate')).toBe('card');
    expect(giveWords('transfer', 'on_success')).toBe('transfer');
  });

  it('has words for every state', () => {
    for (const state of statesOf(PLEDGE_MOVES)) {
      expect(pledgeOutcome({ state, refusal: null })).toMatch(/^[a-z-]+$/);
    }
  });

  it('is the bank’s question when the bank asks, and nothing when no card was saved', () => {
    const failed = { state: 'charge_failed' } as const;
    expect(pledgeOutcome({ ...failed, refusal: 'confirmation_needed' })).toBe('confirm');
    expect(pledgeOutcome({ ...failed, refusal: 'declined' })).toBe('declined');
    expect(pledgeOutcome({ state: 'created', refusal: null }, true)).toBe('no-card');
    expect(pledgeOutcome({ state: 'created', refusal: null })).toBe('waiting');
  });

  it('is asked again only while it can change by itself', () => {
    expect(isPledgeMoving('charge_due')).toBe(true);
    expect(isPledgeMoving('pledged')).toBe(false);
  });
});
