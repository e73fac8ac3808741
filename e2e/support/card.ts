import { expect, type Page } from '@playwright/test';

/** Cards of the payment provider's test world, by what they do. */
export const CARDS = {
  fromFrance: '4000002500000003',
  fromItaly: '4000003800000008',
  fromRomania: '4000006420000001',
  declined: '4000000000000002',
  asksTheBank: '4000002760003184',
  asksTheBankOnce: '4000002500003155',
  declinesLater: '4000000000000341',
} as const;

/** The provider's own payment page, where the product has no say. */
export class CardPage {
  constructor(private readonly page: Page) {}

  async payWith(cardNumber: string): Promise<void> {
    await this.page.getByLabel('Card number').fill(cardNumber);
    await this.page.getByLabel('Expiry').fill('12 / 34');
    await this.page.getByLabel('CVC').fill('123');
    await this.page.getByLabel('Name on card').fill('D. Munteanu');
    await this.page.locator('#submit').click();
  }

  async expectRefusal(words: RegExp): Promise<void> {
    await expect(this.page.getByRole('alert')).toHaveText(words);
  }

  /** The bank asks the payer on a page of its own. */
  async answerBank(answer: 'Complete' | 'Fail'): Promise<void> {
    await this.page.waitForURL(/\/c\/challenge\//);
    await this.page.getByRole('button', { name: answer }).click();
  }
}

/** A French card of its own for each giver: the provider's test world knows as many as are asked for. */
export function cardOfGiver(number: number): string {
  const digits = `4929250${String(90_000_000 + number)}`;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return digits + String((10 - (sum % 10)) % 10);
}
