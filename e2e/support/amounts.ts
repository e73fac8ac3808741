import type { Locator } from '@playwright/test';

/** "€1,250.50", "+€39.15", "−€0.85" as euro cents; a round "€6,300" too. */
export function centsOf(text: string): number {
  const found = /([+−-]?)€([\d,]+)(?:\.(\d\d))?/.exec(text);
  if (!found) throw new Error(`there is no amount in "${text}"`);
  const [, sign = '', euros = '', cents = '00'] = found;
  const minor = Number(euros.replaceAll(',', '')) * 100 + Number(cents);
  return sign === '−' || sign === '-' ? -minor : minor;
}

/** The amount a reader sees there. */
export async function amountIn(place: Locator): Promise<number> {
  return centsOf(await place.innerText());
}

/** The value beside a label in a list of facts: "Card fee", "To the project". */
export function factIn(place: Locator, label: string): Locator {
  return place.locator('.facts > div').filter({ hasText: label }).first().locator('dd');
}
