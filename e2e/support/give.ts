import { expect, type Page } from '@playwright/test';
import { amountIn, factIn } from './amounts.js';

export interface Giver {
  readonly amount: string;
  /** Euro when left out. */
  readonly currency?: string;
  readonly email: string;
  readonly publicName?: string;
}

/** The three steps before the payment page; nobody needs an account. */
export class Give {
  constructor(private readonly page: Page) {}

  async fillIn({ amount, currency, email, publicName }: Giver): Promise<void> {
    if (currency !== undefined) {
      await this.page.getByLabel('Currency', { exact: true }).selectOption(currency);
    }
    await this.page.getByLabel('Or write your own amount').fill(amount);
    await this.page.getByRole('button', { name: /^Continue with / }).click();
    await this.page.getByLabel('Your e-mail').fill(email);
    if (publicName !== undefined)
      await this.page.getByLabel('Name on the project').fill(publicName);
    await this.page.getByRole('button', { name: 'Continue', exact: true }).click();
    await expect(this.page.getByRole('heading', { name: 'Is everything right?' })).toBeVisible();
  }

  async pay(): Promise<void> {
    await this.page.getByRole('button', { name: /^Pay / }).click();
    await this.page.waitForURL(/\/c\/pay\//);
  }

  /** The card is only saved: it is charged when the campaign has succeeded. */
  async promise(): Promise<void> {
    await this.page.getByRole('button', { name: /^Promise / }).click();
    await this.page.waitForURL(/\/c\/pay\//);
  }

  /** What the donor is told the project will get, before the real fee is known. */
  async promisedToProject(): Promise<number> {
    return amountIn(factIn(this.page.locator('main'), 'The project gets'));
  }
}
