import type { Currency, Money } from '@vatra/shared/money';
import { useLocale } from '../locale/useLocale';
import { formatDate, type DateStyle } from './dates';
import { formatMoney, type MoneyStyle } from './money';
import { formatNumber, formatPercent, formatRate, formatRatio } from './numbers';

/** The one way a component writes sums, days and numbers, in the reader's language. */
export function useFormat() {
  const { locale } = useLocale();
  return {
    money: (minor: number, style?: MoneyStyle, currency?: Currency) =>
      formatMoney(minor, locale, style, currency),
    sum: (amount: Money, style?: MoneyStyle) =>
      formatMoney(amount.minor, locale, style, amount.currency),
    date: (at: string, style?: DateStyle, zone?: string) => formatDate(at, locale, style, zone),
    number: (value: number) => formatNumber(value, locale),
    /** For messages with forms: the number decides the form, the reader sees it grouped. */
    count: (value: number) => [{ count: formatNumber(value, locale) }, value] as const,
    rate: (rateE4: number) => formatRate(rateE4, locale),
    ratio: (percent: number) => formatRatio(percent, locale),
    percent: (part: number, whole: number) => formatPercent(part, whole, locale),
  };
}
