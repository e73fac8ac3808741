import { INTL_LOCALES, type Locale } from '../locale/locales';

export function formatNumber(value: number, locale: Locale): string {
  return new Intl.NumberFormat(INTL_LOCALES[locale]).format(value);
}

/** A rate in ten-thousandths with all four of its digits, as banks print it: 19.4750. */
export function formatRate(rateE4: number, locale: Locale): string {
  const digits = { minimumFractionDigits: 4, maximumFractionDigits: 4 };
  return new Intl.NumberFormat(INTL_LOCALES[locale], digits).format(rateE4 / 10_000);
}

/** Matching in percent of a gift as people say it: 100 is "1:1", 150 "1:1.5". */
export function formatRatio(percent: number, locale: Locale): string {
  return `1:${formatNumber(percent / 100, locale)}`;
}

/** Whole percent of a part, rounded down: 99.9 % of a goal is not yet 100 %. */
export function wholePercent(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.floor((part / whole) * 100);
}

export function formatPercent(part: number, whole: number, locale: Locale): string {
  const format = new Intl.NumberFormat(INTL_LOCALES[locale], { style: 'percent' });
  return format.format(wholePercent(part, whole) / 100);
}
