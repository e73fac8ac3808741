// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import { createI18n } from 'vue-i18n';
import type { PrepareTrancheDto } from '@vatra/shared/disbursements/disbursements.dto';
import words from '../../locales/ro/form.json';
import { QueryCache } from '../../platform/queries/queryCache';
import DtoForm from './DtoForm.vue';
import NumberField from './NumberField.vue';
import { useDtoForm } from './useDtoForm';

/** What is said of this text in a field with so many digits. */
async function saidOf(text: string, digits?: number): Promise<string> {
  const Page = defineComponent({
    setup() {
      const form = useDtoForm<PrepareTrancheDto>(
        async () =>
          (await import('@vatra/shared/disbursements/disbursements.dto')).PrepareTrancheDto,
        {},
      );
      const send = () => void form.send(() => Promise.resolve());
      const field = { name: 'rateE4', label: 'Cursul', ...(digits !== undefined && { digits }) };
      return () => h(DtoForm, { form, onSubmit: send }, () => [h(NumberField, field)]);
    },
  });
  const i18n = createI18n({ legacy: false, locale: 'ro', messages: { ro: words } });
  const page = mount(Page, { global: { plugins: [new QueryCache(), i18n] } });
  await page.get('input').setValue(text);
  await page.get('form').trigger('submit');
  const said = () => page.find('.field-error').exists() && page.get('.field-error').text();
  await expect.poll(said, { timeout: 30_000 }).toBeTruthy();
  await flushPromises();
  return page.get('.field-error').text();
}

describe('a number that cannot be read', () => {
  it('is asked for as a rate where a rate is meant', async () => {
    expect(await saidOf('19,48756', 4)).toContain('cel mult patru cifre după virgulă');
  });

  it('and whole where things are counted', async () => {
    expect(await saidOf('19,5')).toContain('un număr întreg');
  });
});
