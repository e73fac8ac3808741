// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { defineComponent } from 'vue';
import { createI18n } from 'vue-i18n';
import type { LedgerEntryView } from '@vatra/shared/ledger/ledger.views';
import entries from '../../locales/en/entries.json';
import { useEntryWords } from './useEntryWords';

/** An entry that takes from the first account and gives to the second. */
function titleOf(kind: string, debited: string, credited: string): string {
  const lines = [
    { accountCode: debited, debitMinor: 100, creditMinor: 0 },
    { accountCode: credited, debitMinor: 0, creditMinor: 100 },
  ];
  const Row = defineComponent({
    setup() {
      const { titleOf: words } = useEntryWords();
      return () => words({ kind, lines, facts: {} } as unknown as LedgerEntryView);
    },
  });
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: entries } });
  return mount(Row, { global: { plugins: [i18n] } }).text();
}

describe('an entry in words', () => {
  it('L16: tells money that waits for its donors from money they leave with the project', () => {
    expect(titleOf('L16', '2100', '2140')).toBe('Money waits for its donors to decide');
    expect(titleOf('L16', '2140', '2100')).toBe('A donor leaves the gift with the project');
  });

  it('L9: tells a payment from the proof that it arrived', () => {
    expect(titleOf('L9', '2100', '2300')).not.toBe(titleOf('L9', '2300', '1100'));
  });
});
