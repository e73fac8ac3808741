import { passesLuhn } from '../cards/numbers.js';

/** A number of the people range: 4929, the country's numeric code, eight digits of a person, the check digit. */
export function personCard(countryCode: string, person: number): string {
  const body = `4929${countryCode}${String(person).padStart(8, '0')}`;
  for (let digit = 0; digit < 10; digit += 1)
    if (passesLuhn(`${body}${digit}`)) return `${body}${digit}`;
  throw new Error('Every number has a check digit.');
}
