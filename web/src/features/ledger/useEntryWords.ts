import { useI18n } from 'vue-i18n';
import type { LedgerEntryView } from '@vatra/shared/ledger/ledger.views';
import { useFormat } from '../../platform/format/useFormat';
import { useLocale } from '../../platform/locale/useLocale';

/** What an entry of the books means, in words; never a person, at most the country of a card. */
export function useEntryWords() {
  const i18n = useI18n();
  const { t } = i18n;
  const { intlLocale } = useLocale();
  const { money } = useFormat();
  const countries = new Intl.DisplayNames([intlLocale], { type: 'region', fallback: 'none' });

  const countryOf = (entry: LedgerEntryView) => {
    const code = entry.facts['cardCountry'];
    return typeof code === 'string' && /^[A-Z]{2}$/.test(code) ? countries.of(code) : undefined;
  };

  return {
    titleOf: (entry: LedgerEntryView): string => {
      const country = countryOf(entry);
      if (entry.kind === 'L1' && country !== undefined) return t('entry.gift-from', { country });
      const variant = `entry.variant.${variantOf(entry)}`;
      if (i18n.te(variant)) return t(variant);
      const word = `entry.kind.${entry.kind}`;
      return i18n.te(word) ? t(word) : t('entry.kind.other', { kind: entry.kind });
    },
    /** The effect on the project; for entries without one, what was moved. */
    amountOf: (entry: LedgerEntryView): string => {
      if (entry.projectEffectMinor !== 0) return money(entry.projectEffectMinor, 'signed');
      return money(entry.lines.reduce((sum, line) => sum + line.debitMinor, 0));
    },
    noteOf: (entry: LedgerEntryView): string => {
      const number = entry.facts['tranche'];
      return number === undefined ? '' : t('entry.tranche', { number });
    },
  };
}

/** One posting number covers what is promised, sent and confirmed; the debited account tells which. */
export function variantOf(entry: Pick<LedgerEntryView, 'kind' | 'lines'>): string {
  const debited = entry.lines.find((line) => line.debitMinor > 0)?.accountCode ?? '';
  return `${entry.kind}-${debited}`;
}
