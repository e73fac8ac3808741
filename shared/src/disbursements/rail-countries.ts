/** Whose accounts Stripe lets a platform of the European Economic Area send to without asking first. */
const STRIPE_COUNTRIES: ReadonlySet<string> = new Set(
  (
    'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK ' +
    'CA CH GB US'
  ).split(' '),
);

/** Everywhere else money goes by bank transfer only. */
export function takesStripeTransfers(country: string): boolean {
  return STRIPE_COUNTRIES.has(country);
}
