import { ACCEPTED_CURRENCIES, type GiftCurrency } from '@vatra/shared/contributions/gift-limits';

const PLACE = 'vatra.currency';

/** What the reader chose before, on any project; euro until somebody chooses, because it costs least. */
export function rememberedCurrency(): GiftCurrency {
  const kept = localStorage.getItem(PLACE);
  return ACCEPTED_CURRENCIES.find((currency) => currency === kept) ?? 'EUR';
}

export function rememberCurrency(currency: GiftCurrency): void {
  localStorage.setItem(PLACE, currency);
}

/** "CHF – Swiss Franc", in the reader's language. */
export function currencyChoices(intlLocale: string): { value: GiftCurrency; label: string }[] {
  const names = new Intl.DisplayNames([intlLocale], { type: 'currency', fallback: 'code' });
  return ACCEPTED_CURRENCIES.map((value) => ({
    value,
    label: `${value} – ${names.of(value) ?? value}`,
  }));
}
