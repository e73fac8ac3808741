// @vitest-environment happy-dom
import { RouterLinkStub, mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import type { StripePaymentView } from '@vatra/shared/disbursements/stripe-rail.views';
import { createI18n } from 'vue-i18n';
import { createMemoryHistory, createRouter } from 'vue-router';
import deskEn from '../../locales/en/desk.json';
import financeEn from '../../locales/en/finance.json';
import workEn from '../../locales/en/work.json';
import deskRo from '../../locales/ro/desk.json';
import financeRo from '../../locales/ro/finance.json';
import workRo from '../../locales/ro/work.json';
import { QueryCache } from '../../platform/queries/queryCache';
import StripePayments from './StripePayments.vue';

const EUR = 'EUR' as const;
const payment: StripePaymentView = {
  ...{ id: 'p1', trancheId: 'tranche-1', trancheNumber: 2, trancheState: 'confirmed', attempt: 2 },
  projectTitle: { ro: 'Grădinița', en: 'Nursery' },
  ...{ amount: { minor: 150_000, currency: EUR }, returned: { minor: 5_000, currency: EUR } },
  ...{ stripeId: 'tr_1', askedAt: '2026-11-29T10:00:00.000Z' },
};

function shown(locale: 'en' | 'ro', items: StripePaymentView[], next: string | null = null) {
  const messages = {
    en: { ...deskEn, ...financeEn, ...workEn },
    ro: { ...deskRo, ...financeRo, ...workRo },
  };
  const i18n = createI18n({ legacy: false, locale, messages });
  const routes = [{ path: '/:all(.*)*', component: { template: '<i />' } }];
  const router = createRouter({ history: createMemoryHistory(), routes });
  const global = {
    plugins: [new QueryCache(), i18n, router],
    stubs: { RouterLink: RouterLinkStub },
  };
  return mount(StripePayments, { props: { first: { items, next } }, global });
}

describe('payments that went over Stripe', () => {
  it.each([
    ['en', 'Paid over Stripe', /€1,500\.00.*Nursery.*attempt 2.*€50\.00 came back.*tr_1/],
    ['ro', 'Plătite prin Stripe', /1\.500,00.€.*Grădinița.*încercarea 2.*înapoi: 50,00.€.*tr_1/],
  ] as const)('say whose they are and what became of them (%s)', (locale, title, line) => {
    const page = shown(locale, [payment]);
    expect(page.find('h2').text()).toBe(title);
    expect(page.find('li').text()).toMatch(line);
    expect(page.find('button').exists()).toBe(false);
  });

  it('are a page at a time', () => {
    expect(shown('en', [payment], 'p1').find('button').text()).toBe('Show earlier ones');
  });

  it('leave no empty heading where there are none', () => {
    expect(shown('en', []).find('h2').exists()).toBe(false);
  });
});
