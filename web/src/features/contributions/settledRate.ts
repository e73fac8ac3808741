import { digitsOf, type Money } from '@vatra/shared/money';
import { INTL_LOCALES, type Locale } from '../../platform/locale/locales';

/**
 * The provider's rate, as the euro of one whole unit: with as many digits as let the donor find the
 * euro again, whatever one unit is worth.
 */
export function settledRate(euro: Money, paid: Money, locale: Locale): string {
  const rate = euro.minor / 100 / (paid.minor / 10 ** digitsOf(paid.currency));
  const format = new Intl.NumberFormat(INTL_LOCALES[locale], { maximumSignificantDigits: 5 });
  return `1 ${paid.currency} = ${format.format(rate)} EUR`;
}
