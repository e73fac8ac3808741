// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { defineComponent, h } from 'vue';
import { createI18n } from 'vue-i18n';
import type { DeclareCommitmentDto } from '@vatra/shared/matching/commitments.dto';
import words from '../../locales/en/form.json';
import { QueryCache } from '../../platform/queries/queryCache';
import { ApiRefusal } from '../../platform/api/refusal';
import AmountField from './AmountField.vue';
import DateField from './DateField.vue';
import DtoForm from './DtoForm.vue';
import TextField from './TextField.vue';
import { useDtoForm } from './useDtoForm';

type Act = (dto: DeclareCommitmentDto) => Promise<unknown>;

const Commitment = (act: Act) =>
  defineComponent({
    setup() {
      const form = useDtoForm<DeclareCommitmentDto>(
        async () => (await import('@vatra/shared/matching/commitments.dto')).DeclareCommitmentDto,
        { inKindMinor: 0, fileId: '0198f0de-8a10-7c33-9d5e-0a4f5f4f4f01', budgetCode: '6402' },
      );
      return () =>
        h(DtoForm, { form, onSubmit: () => void form.send(act) }, () => [
          h(TextField, {
            name: 'decisionNumber',
            label: 'Number of the decision',
            hint: 'Like 14/3',
          }),
          h(DateField, { name: 'decisionDate', label: 'Day of the decision' }),
          h(AmountField, { name: 'cashMinor', label: 'Money' }),
          h('button', { type: 'submit' }, 'Send'),
        ]);
    },
  });

function open(act: Act) {
  document.title = 'Council decision';
  return mount(Commitment(act), {
    attachTo: document.body,
    global: {
      plugins: [
        new QueryCache(),
        createI18n({ legacy: false, locale: 'en', messages: { en: words } }),
      ],
    },
  });
}

/** Loading takes as long as the machine needs: a bound for what never ends, not a promise. */
const LOADING_MS_MAX = 30_000;

async function submit(page: ReturnType<typeof open>) {
  await page.find('form').trigger('submit');
  // The rules and the DTO are loaded with the first submit.
  const isBusy = () => page.find('form').attributes('aria-busy');
  await expect.poll(isBusy, { timeout: LOADING_MS_MAX }).toBe('false');
  await flushPromises();
}

let page: ReturnType<typeof open>;
afterEach(() => {
  page.unmount();
});

describe('a form on a page', () => {
  it('tells what is wrong on top and beside the field, and moves the focus there', async () => {
    page = open(() => Promise.resolve());
    await submit(page);
    const summary = page.get('[role=alert]');
    expect(summary.findAll('li').map((line) => line.text())).toEqual([
      'Number of the decision: please fill this in.',
      'Day of the decision: please fill this in.',
      'Money: please fill this in.',
    ]);
    expect(document.activeElement).toBe(summary.element);
    expect(document.title).toBe('Error: Council decision');
    const input = page.get('input');
    expect(input.attributes('aria-invalid')).toBe('true');
    const described = input.attributes('aria-describedby')?.split(' ') ?? [];
    expect(described.map((id) => document.getElementById(id)?.textContent.trim())).toEqual([
      'Like 14/3',
      'Error: Number of the decision: please fill this in.',
    ]);
  });

  it('goes from a line of the summary to its field', async () => {
    page = open(() => Promise.resolve());
    await submit(page);
    await page.findAll('[role=alert] a')[2]?.trigger('click');
    expect(document.activeElement).toBe(page.get('[inputmode=decimal]').element);
  });

  it('sends cents and a calendar day, whatever way they were typed', async () => {
    const sent: DeclareCommitmentDto[] = [];
    page = open((dto) => Promise.resolve(sent.push(dto)));
    const inputs = page.findAll('input');
    await inputs[0]?.setValue('14/3');
    await inputs[1]?.setValue('2');
    await inputs[2]?.setValue('11');
    await inputs[3]?.setValue('2026');
    await inputs[4]?.setValue('3 000,50');
    await submit(page);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ decisionDate: '2026-11-02', cashMinor: 300_050 });
    expect(page.find('[role=alert]').exists()).toBe(false);
    expect(document.title).toBe('Council decision');
  });

  it('says a refusal of the api in the same words at the same field', async () => {
    page = open(() =>
      Promise.reject(
        new ApiRefusal({
          status: 422,
          code: 'http.invalid',
          errors: [{ pointer: '/decisionNumber', code: 'v.text', params: { min: 1, max: 40 } }],
        }),
      ),
    );
    const inputs = page.findAll('input');
    const typed = ['14/3', '2', '11', '2026', '5'];
    for (const [index, text] of typed.entries()) await inputs[index]?.setValue(text);
    await submit(page);
    expect(page.get('[role=alert]').text()).toContain('write between 1 and 40 characters');
    expect(inputs[0]?.attributes('aria-invalid')).toBe('true');
  });
});
