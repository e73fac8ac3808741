import { isEea } from '../../cards/countries.js';

/** Platforms of these countries may send money to each other's accounts by themselves. */
const SELF_SERVE = new Set(['GB', 'CH', 'CA', 'US']);
/** Stripe has accounts there, and a European platform may not send money to them. */
const ELSEWHERE = new Set(['AE', 'AU', 'BR', 'HK', 'IN', 'JP', 'MX', 'MY', 'NZ', 'SG', 'TH']);
/** Stripe pays out there for platforms it has approved; by itself a platform gets no capability. */
const BY_APPROVAL = new Set([
  'AL',
  'AM',
  'AZ',
  'BA',
  'ET',
  'JM',
  'KZ',
  'MD',
  'MK',
  'PH',
  'RS',
  'SN',
]);

export type Region = 'self_serve' | 'elsewhere' | 'by_approval';

/** Null for a country Stripe does not know. */
export function regionOf(country: string): Region | null {
  const code = country.toUpperCase();
  if (isEea(code) || SELF_SERVE.has(code)) return 'self_serve';
  if (ELSEWHERE.has(code)) return 'elsewhere';
  return BY_APPROVAL.has(code) ? 'by_approval' : null;
}
