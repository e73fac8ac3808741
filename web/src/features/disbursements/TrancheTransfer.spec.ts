// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import type { TrancheView } from '@vatra/shared/disbursements/disbursements.views';
import type { TransferView } from '@vatra/shared/disbursements/stripe-rail.views';
import { createI18n } from 'vue-i18n';
import { createMemoryHistory, createRouter } from 'vue-router';
import en from '../../locales/en/finance.json';
import { QueryCache } from '../../platform/queries/queryCache';
import TrancheTransfer from './TrancheTransfer.vue';

function wordsOf(payoutState: TransferView['payoutState']): string {
  const transfer = {
    ...{ step: 'made', reason: null, payoutState, arrivesOn: '2026-12-06', payoutFailure: null },
    ...{ returnedMinor: 0, takingBackMinor: 0 },
  };
  const tranche = { id: 't1', state: 'sent', amountMinor: 5_000, transfer } as unknown;
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en } });
  const routes = [{ path: '/:all(.*)*', component: { template: '<i />' } }];
  const router = createRouter({ history: createMemoryHistory(), routes });
  return mount(TrancheTransfer, {
    props: { tranche: tranche as TrancheView, isChecker: false },
    global: { plugins: [new QueryCache(), i18n, router] },
  }).text();
}

describe('a payment through Stripe', () => {
  it('lies in the town hall’s account there until its bank has it', () => {
    const words = wordsOf('in_transit');
    expect(words).toContain("In the town hall's account at Stripe");
    expect(words).toContain('Expected');
  });

  it('lies there no longer, and is not expected, when it has arrived', () => {
    const words = wordsOf('paid');
    expect(words).toContain('Arrived');
    expect(words).not.toContain("In the town hall's account at Stripe");
    expect(words).not.toContain('Expected');
  });
});
