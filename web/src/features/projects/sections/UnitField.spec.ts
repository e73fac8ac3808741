// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import { createI18n } from 'vue-i18n';
import type { IndicatorsSectionDto } from '@vatra/shared/projects/projects.dto';
import english from '../../../locales/en/cards.json';
import englishForm from '../../../locales/en/form.json';
import romanian from '../../../locales/ro/cards.json';
import romanianForm from '../../../locales/ro/form.json';
import { QueryCache } from '../../../platform/queries/queryCache';
import DtoForm from '../../../ui/form/DtoForm.vue';
import { useDtoForm } from '../../../ui/form/useDtoForm';
import { MEASURES, UNITS } from '../../../ui/units';
import { useMeasure } from '../../../ui/useUnit';
import UnitField from './UnitField.vue';

const messages = {
  ro: { ...romanian, ...romanianForm },
  en: { ...english, ...englishForm },
};

/** The field alone in its form, and what others are shown of it. */
function open(locale: 'ro' | 'en', unit?: string) {
  const Page = defineComponent({
    setup() {
      const measure = useMeasure();
      const form = useDtoForm<IndicatorsSectionDto>(
        async () => (await import('@vatra/shared/projects/projects.dto')).IndicatorsSectionDto,
        { indicators: [{ unit }] } as never,
      );
      const kept = () => form.read('indicators.0.unit') as string;
      return () =>
        h(DtoForm, { form }, () => [
          h(UnitField, { of: 'measure', name: 'indicators.0.unit', label: 'Unit' }),
          h('output', { 'data-kept': kept() }, measure(kept() ?? '')),
        ]);
    },
  });
  const i18n = createI18n({ legacy: false, locale, messages });
  return mount(Page, { global: { plugins: [new QueryCache(), i18n] } });
}

describe('what is counted', () => {
  it('is kept under one name, whichever language it is written in', async () => {
    const page = open('ro');
    await page.get('input').setValue('Copii');
    expect(page.get('output').attributes('data-kept')).toBe('children');
    expect(page.get('input').element.value).toBe('Copii');
    expect(page.get('output').text()).toBe('copii');
  });

  it('is read in the language of the reader', () => {
    expect(open('ro', 'lamps').get('input').element.value).toBe('lămpi');
    expect(open('ro', 'lamps').get('output').text()).toBe('lămpi');
    expect(open('en', 'lamps').get('output').text()).toBe('lamps');
  });

  it('stays as it was written where it has no name', async () => {
    const page = open('ro', 'kWh');
    expect(page.get('input').element.value).toBe('kWh');
    await page.get('input').setValue('stupi');
    expect(page.get('output').attributes('data-kept')).toBe('stupi');
    expect(page.get('output').text()).toBe('stupi');
  });

  it('has words for every unit in both languages', () => {
    for (const words of [romanian, english]) {
      expect(Object.keys(words.measure).sort()).toEqual([...MEASURES].sort());
      expect(Object.keys(words.unit).sort()).toEqual([...UNITS].sort());
    }
  });
});
