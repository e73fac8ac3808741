import { BASE_CURRENCY, digitsOf, type Currency } from '@vatra/shared/money';
import { INTL_LOCALES, type Locale } from '../locale/locales';

/**
 * `exact`: payments, balances and fees, always with their cents. `round`: goals and totals, without
 * cents where there are none. `signed`: exact, with a plus or minus sign in front.
 */
export type MoneyStyle = 'exact' | 'round' | 'signed';

const FORMATS = new Map<string, Intl.NumberFormat>();

/** "€40.00", "€6,300", "+€39.15", "−€0.85" in the reader's own order of sign, digits and currency. */
export function formatMoney(
  minor: number,
  locale: Locale,
  style: MoneyStyle = 'exact',
  currency: Currency = BASE_CURRENCY,
): string {
  const unit = 10 ** digitsOf(currency);
  const isWhole = style === 'round' && minor % unit === 0;
  // `|| 0`: nothing given back is €0.00, not −€0.00.
  const amount = minor / unit || 0;
  return formatOf(locale, currency, isWhole, style === 'signed')
    .formatToParts(amount)
    .map((part) => (part.type === 'minusSign' ? '−' : part.value))
    .join('');
}

function formatOf(locale: Locale, currency: Currency, isWhole: boolean, isSigned: boolean) {
  const name = `${locale} ${currency} ${String(isWhole)} ${String(isSigned)}`;
  const known = FORMATS.get(name);
  if (known !== undefined) return known;
  const digits = isWhole ? 0 : digitsOf(currency);
  const format = new Intl.NumberFormat(INTL_LOCALES[locale], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: isSigned ? 'exceptZero' : 'auto',
  });
  FORMATS.set(name, format);
  return format;
}

/** "€", "CHF", "¥": what stands before an amount that is being typed. */
export function currencySign(currency: Currency, intlLocale: string): string {
  const parts = new Intl.NumberFormat(intlLocale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}
