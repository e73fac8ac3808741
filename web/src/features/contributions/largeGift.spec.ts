// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { beforeEach, describe, expect, it } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { createI18n } from 'vue-i18n';
import form from '../../locales/en/form.json';
import give from '../../locales/en/give.json';
import { QueryCache } from '../../platform/queries/queryCache';
import DtoForm from '../../ui/form/DtoForm.vue';
import GiveYou from './GiveYou.vue';
import { isLargeGift } from './largeGift';
import { useGiveForm, type GiveStep } from './useGiveForm';

beforeEach(() => {
  sessionStorage.clear();
});

/** The second step of giving, for somebody who chose this amount. */
function open(minor: number) {
  // As the first step left it.
  const kept = { gift: { minor, currency: 'EUR' }, email: 'ana@example.org', locale: 'en' };
  sessionStorage.setItem('vatra.give.lamps', JSON.stringify(kept));
  const passed = ref<boolean | null>(null);
  const Page = defineComponent({
    setup() {
      const { contextOf, passes } = useGiveForm(() => 'lamps', 'en');
      const context = contextOf((): GiveStep => 'you');
      const leave = async () => {
        passed.value = await passes('you');
      };
      return () =>
        h(DtoForm, { form: context, onSubmit: () => void leave() }, () => [
          h(GiveYou, { way: 'card', form: context, currency: 'EUR' }),
        ]);
    },
  });
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: form } });
  i18n.global.mergeLocaleMessage('en', give);
  const page = mount(Page, { global: { plugins: [new QueryCache(), i18n] } });
  const fields = () =>
    ['donorName', 'country'].map((name) => page.get(`[data-field="${name}"] label`).text());
  const leave = async () => {
    passed.value = null;
    await page.get('form').trigger('submit');
    await expect.poll(() => passed.value, { timeout: 30_000 }).not.toBeNull();
    await flushPromises();
    return passed.value;
  };
  return { page, fields, leave };
}

describe('R43: who gives more than EUR 1,000', () => {
  it('is asked for a name and a country before the last step', async () => {
    const { page, fields, leave } = open(100_001);
    await flushPromises();
    expect(fields()).toEqual(['Your name for the receipt', 'The country you live in']);
    expect(await leave()).toBe(false);
    expect(page.findAll('[role=alert] li').map((line) => line.text())).toEqual([
      'Your name for the receipt: please fill this in.',
      'The country you live in: please fill this in.',
    ]);
    await page.get('[data-field="donorName"] input').setValue('Ana Rusu');
    await page.get('[data-field="country"] select').setValue('FR');
    expect(await leave()).toBe(true);
  });

  it('and nobody else has to say it', async () => {
    const { fields, leave } = open(100_000);
    await flushPromises();
    expect(fields().map((label) => label.includes('optional'))).toEqual([true, true]);
    expect(await leave()).toBe(true);
  });

  it('counts in every currency, by the least it may be worth', () => {
    expect(isLargeGift(140_001, 'JPY')).toBe(true);
    expect(isLargeGift(140_000, 'JPY')).toBe(false);
    expect(isLargeGift(90_001, 'USD')).toBe(true);
    expect(isLargeGift(undefined, 'EUR')).toBe(false);
  });
});
