import { describe, expect, it } from '@jest/globals';
import { personCard } from '../testing/person-card.js';
import { passesLuhn, readCard } from './numbers.js';
import { BEHAVIOUR_OF_NUMBER, NUMBER_OF_ALIAS } from './test-cards.js';

describe('the country of a card', () => {
  it.each([
    ['4000003800000008', 'IT'],
    ['4000002760000016', 'DE'],
    ['4000002500000003', 'FR'],
    ['4000008260000000', 'GB'],
    ['4000006420000001', 'RO'],
    ['4000006200000007', 'PT'],
    ['4000003720000005', 'IE'],
    ['4000001240000000', 'CA'],
    ['4000007240000007', 'ES'],
    ['4000007560000009', 'CH'],
    ['4242424242424242', 'US'],
    [personCard('498', 12_345_678), 'MD'],
    [personCard('840', 1), 'US'],
    [personCard('642', 99_999_999), 'RO'],
  ])('%s is %s', (number, country) => {
    expect(passesLuhn(number)).toBe(true);
    expect(readCard(number, true)).toMatchObject({ country, behaviour: { outcome: 'succeeds' } });
  });

  it('of a code nobody has does not make a card', () => {
    expect(readCard(personCard('999', 1), true).behaviour.outcome).toBe('declined');
  });
});

it('every number of the tables is one a form would accept', () => {
  const numbers = [...Object.keys(BEHAVIOUR_OF_NUMBER), ...Object.values(NUMBER_OF_ALIAS)];
  expect(numbers.filter((number) => !passesLuhn(number))).toEqual([]);
});

it('every alias stands for a card that the emulator knows', () => {
  for (const number of Object.values(NUMBER_OF_ALIAS))
    expect(readCard(number, false).behaviour.decline).not.toBe('test_mode_live_card');
});

it('the fingerprint tells numbers apart and does not contain them', () => {
  const numbers = Array.from({ length: 2_000 }, (_, person) => personCard('380', person));
  const prints = new Set(numbers.map((number) => readCard(number, true).fingerprint));
  expect(prints.size).toBe(2_000);
  expect([...prints].some((print) => print.includes('4929'))).toBe(false);
});

it.each(['', '4242424242424241', '42424242', 'abcd', '4242 4242 4242 4242'])(
  '"%s" does not pass Luhn',
  (text) => {
    expect(passesLuhn(text)).toBe(false);
  },
);
