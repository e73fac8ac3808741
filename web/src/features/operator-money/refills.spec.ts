// @vitest-environment happy-dom
import { RouterLinkStub, mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import type {
  RefillView,
  WaitingTransferView,
} from '@vatra/shared/disbursements/operator-money.views';
import { createI18n } from 'vue-i18n';
import { createMemoryHistory, createRouter } from 'vue-router';
import en from '../../locales/en/operator.json';
import ro from '../../locales/ro/operator.json';
import { QueryCache } from '../../platform/queries/queryCache';
import RefillRows from './RefillRows.vue';
import WaitingTransfers from './WaitingTransfers.vue';

const EUR = 'EUR' as const;
const aRefill = (changes: Partial<RefillView>): RefillView => ({
  ...{ id: 'r1', state: 'sent', amount: { minor: 50_000, currency: EUR } },
  ...{ orderedAt: '2026-11-29T10:00:00.000Z', instructionId: 'VS1', hasFile: true },
  ...{ mayCancel: false, returnReason: null },
  ...changes,
});
const aTransfer = (number: number): WaitingTransferView => ({
  ...{ id: `t${String(number)}`, trancheId: `tranche-${String(number)}`, trancheNumber: number },
  projectTitle: { ro: 'Grădinița', en: 'Nursery' },
  amount: { minor: 50_000, currency: EUR },
  ...{ approvedAt: '2026-11-29T10:00:00.000Z', tries: 3 },
});

function globals(locale: 'en' | 'ro') {
  const i18n = createI18n({ legacy: false, locale, messages: { en, ro } });
  const history = createMemoryHistory();
  const routes = [{ path: '/:all(.*)*', component: { template: '<i />' } }];
  const plugins = [new QueryCache(), i18n, createRouter({ history, routes })];
  return { plugins, stubs: { RouterLink: RouterLinkStub } };
}

const refillsIn = (locale: 'en' | 'ro', changes: Partial<RefillView>) =>
  mount(RefillRows, {
    props: {
      refills: {
        isPossible: true,
        waiting: { minor: 0, currency: EUR },
        onTheWay: { minor: 0, currency: EUR },
        rows: [aRefill(changes)],
      },
      mayDownload: false,
    },
    global: globals(locale),
  });

describe('R75: money for Stripe that nobody needs there any more', () => {
  it.each([
    ['en', 'Not needed any more…', /Leave €500\.00 at the bank/],
    ['ro', 'Nu mai trebuie…', /Las 500,00.€ la bancă/],
  ] as const)('can be left at the bank, and that is asked first (%s)', (locale, open, act) => {
    const page = refillsIn(locale, { mayCancel: true });
    expect(page.find('button').text()).toBe(open);
    expect(page.find('dialog').text()).toMatch(act);
  });

  it('has no button while it is needed', () => {
    expect(refillsIn('en', {}).findAll('button')).toEqual([]);
  });
});

describe('payments that wait for money at Stripe', () => {
  it('are told with how often they were tried, and there is more when there is more', () => {
    const first = { items: [aTransfer(1)], next: 'word' };
    const page = mount(WaitingTransfers, { props: { first }, global: globals('en') });
    expect(page.text()).toMatch(/€500\.00: payment 1 of Nursery/);
    expect(page.text()).toContain('tried 3 times');
    expect(page.find('button').text()).toBe('Show newer ones');
    const last = { items: [aTransfer(1)], next: null };
    const whole = mount(WaitingTransfers, { props: { first: last }, global: globals('en') });
    expect(whole.findAll('button')).toEqual([]);
  });
});
