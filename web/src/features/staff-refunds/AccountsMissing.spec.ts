// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { createI18n } from 'vue-i18n';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { RefundClaimMissingView } from '@vatra/shared/contributions/refund-claims.views';
import refunds from '../../locales/en/refunds.json';
import AccountsMissing from './AccountsMissing.vue';

const CASH = {
  ...{ id: 'a', state: 'asked', channel: 'offline', isAsked: false, until: '2027-04-04T12:00:00Z' },
  ...{ receiptNumber: '2026-0001471', paperReceipt: 'DEA-004' },
  ...{ amount: { minor: 2_471, currency: 'EUR' }, projectTitle: { ro: 'Toalete', en: 'Toilets' } },
} as const satisfies RefundClaimMissingView;

function textOf(claim: RefundClaimMissingView): string {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: { template: '' } }],
  });
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: refunds } });
  const props = { missing: [claim], mayName: false };
  return mount(AccountsMissing, { props, global: { plugins: [router, i18n] } }).text();
}

describe('a refund without an account', () => {
  it('of cash shows the number of the paper its giver holds', () => {
    expect(textOf(CASH)).toContain('paper receipt DEA-004 · Receipt 2026-0001471');
  });

  it('of a card has no paper', () => {
    const card = { ...CASH, channel: 'card', isAsked: true, paperReceipt: null } as const;
    expect(textOf(card)).not.toContain('paper');
  });
});
