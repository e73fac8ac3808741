// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { createI18n } from 'vue-i18n';
import type { ContributionView } from '@vatra/shared/contributions/contributions.views';
import gifts from '../../locales/en/gifts.json';
import GiftReceipt from './GiftReceipt.vue';

const HELD = {
  ...{ state: 'created', channel: 'card', isChecked: true, isMovedHere: false, transfer: null },
  ...{ gross: { minor: 195_000, currency: 'EUR' }, feeCover: { minor: 0, currency: 'EUR' } },
  ...{ fee: null, netCredit: null, settled: null, matched: null, refunds: [], dispute: null },
  ...{ receiptNumber: null, paidAt: null, createdAt: '2026-11-29T12:07:00Z' },
  ...{ projectTitle: { ro: 'Panouri', en: 'Panels' }, placeName: 'Costuleni' },
} as unknown as ContributionView;

const textOf = (gift: ContributionView) =>
  mount(GiftReceipt, {
    props: { gift },
    global: {
      plugins: [createI18n({ legacy: false, locale: 'en', messages: { en: gifts } })],
    },
  }).text();

describe('the receipt', () => {
  it('does not say of a gift that was never charged that it was paid', () => {
    expect(textOf(HELD)).toContain('Your gift, not paid');
    expect(textOf(HELD)).not.toContain('You paid');
  });

  it('says what was paid', () => {
    const paid = { ...HELD, state: 'processing', paidAt: '2026-11-29T12:08:00Z' } as const;
    expect(textOf({ ...paid, isChecked: false })).toContain('You paid');
  });
});
