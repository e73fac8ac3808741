import { createHash } from 'node:crypto';
import { countryOfCode } from './countries.js';
import { BEHAVIOUR_OF_NUMBER, type CardBehaviour } from './test-cards.js';

export interface CardFace {
  readonly brand: string;
  readonly country: string;
  readonly funding: 'credit' | 'debit';
  readonly last4: string;
  readonly fingerprint: string;
  readonly behaviour: CardBehaviour;
}

/** Numbers of this range are people of the demonstration: 4929, country code, eight digits, check digit. */
const PEOPLE = /^4929(\d{3})\d{9}$/;
/** Stripe's own country cards: 400000, country code, zeros, one digit, check digit. */
const COUNTRY_CARD = /^400000(\d{3})00000\d{2}$/;
const DEBIT = new Set(['4000056655665556', '5200828282828210']);

const BRANDS: readonly (readonly [RegExp, string])[] = [
  [/^4/, 'visa'],
  [/^(5[1-5]|2[2-7])/, 'mastercard'],
  [/^3[47]/, 'amex'],
  [/^(6011|65|64[4-9])/, 'discover'],
  [/^3[0689]/, 'diners'],
  [/^35/, 'jcb'],
];

export function passesLuhn(number: string): boolean {
  let sum = 0;
  for (let place = 0; place < number.length; place += 1) {
    const digit = Number(number[number.length - 1 - place]);
    const doubled = place % 2 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return /^\d{12,19}$/.test(number) && sum % 10 === 0;
}

function countryOf(number: string): string {
  const code = (PEOPLE.exec(number) ?? /^400000(\d{3})/.exec(number))?.[1];
  return (code && countryOfCode(code)) || 'US';
}

function behaviourOf(number: string, people: boolean): CardBehaviour {
  const known = BEHAVIOUR_OF_NUMBER[number];
  if (known) return known;
  const code = (PEOPLE.exec(number) ?? COUNTRY_CARD.exec(number))?.[1];
  const isPerson = PEOPLE.test(number);
  const isKnownCountry = code !== undefined && countryOfCode(code) !== null;
  if (isKnownCountry && (!isPerson || people)) return { outcome: 'succeeds' };
  return { outcome: 'declined', decline: 'test_mode_live_card' };
}

/** Reads a number that passed Luhn. The number itself is not kept anywhere. */
export function readCard(number: string, people: boolean): CardFace {
  return {
    brand: BRANDS.find(([pattern]) => pattern.test(number))?.[1] ?? 'unknown',
    country: countryOf(number),
    funding: DEBIT.has(number) ? 'debit' : 'credit',
    last4: number.slice(-4),
    fingerprint: createHash('sha256').update(`card ${number}`).digest('hex').slice(0, 16),
    behaviour: behaviourOf(number, people),
  };
}
