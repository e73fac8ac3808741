// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import type {
  ChoiceOptionsView,
  ContributionView,
} from '@vatra/shared/contributions/contributions.views';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createI18n } from 'vue-i18n';
import form from '../../locales/en/form.json';
import frame from '../../locales/en/frame.json';
import gifts from '../../locales/en/gifts.json';
import { QueryCache } from '../../platform/queries/queryCache';
import GiftChoice from './GiftChoice.vue';

afterEach(() => {
  vi.unstubAllGlobals();
});

const euro = (minor: number) => ({ minor, currency: 'EUR' as const });
const SHARE: ChoiceOptionsView = {
  reason: 'recovered',
  until: '2027-01-20T12:00:00.000Z',
  options: ['refund', 'hometown_fund'],
  byDefault: 'refund',
  refund: euro(4_900),
  kept: euro(4_900),
  isShare: true,
  tip: euro(0),
  placeName: 'Cahul',
  projects: [],
};

async function open(changes: Partial<ChoiceOptionsView>): Promise<string> {
  const answer = Response.json({ ...SHARE, ...changes });
  vi.stubGlobal('fetch', () => Promise.resolve(answer));
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: form } });
  i18n.global.mergeLocaleMessage('en', gifts);
  i18n.global.mergeLocaleMessage('en', frame);
  const gift = { id: 'a-gift', channel: 'card' } as ContributionView;
  const page = mount(GiftChoice, {
    props: { gift },
    global: { plugins: [new QueryCache(), i18n] },
  });
  await expect.poll(() => page.text(), { timeout: 10_000 }).toContain('If you say nothing');
  await flushPromises();
  return page.text();
}

describe('R82: a share of money that came back', () => {
  it('goes back by itself, or stays with the town when it is small', async () => {
    expect(await open({})).toContain('If you say nothing, €49.00 go back');
    const small = { kept: euro(400), refund: euro(400), byDefault: 'hometown_fund' as const };
    expect(await open(small)).toContain('a share below five euros');
  });

  it('is the town’s when a bank has returned the payment, and says so', async () => {
    const text = await open({ options: ['hometown_fund'], byDefault: 'hometown_fund' });
    expect(text).toContain('your bank has returned your payment already');
    expect(text).not.toContain('back to your card');
  });
});
