import { expect, type Locator, type Page } from '@playwright/test';
import { amountIn } from './amounts.js';
import { BankCounter } from './bank-counter.js';
import { PEOPLE, type Cast } from './cast.js';
import { takeUp } from './desk.js';
import type { DemoBar } from './demo-bar.js';
import { confirmAct } from './form.js';

/** Client money that approved payments lack at Stripe, and that the bank sends there. */
export class Refills {
  constructor(
    private readonly cast: Cast,
    private readonly bar: DemoBar,
  ) {}

  /** No payment waits for it any more, and nobody has fetched its file. @returns cents */
  async leaveAtBank(): Promise<number> {
    const page = await this.openDesk();
    const row = this.newest(page);
    const amount = await amountIn(row);
    await confirmAct(row);
    await expect(page.getByText('The money stays at the bank.').first()).toBeVisible();
    await expect(row.getByText('Stays at the bank', { exact: true })).toBeVisible();
    await expect(row.locator('a[download]')).toBeHidden();
    return amount;
  }

  /** The file goes to the bank, which pays to Stripe. @returns cents */
  async takeToBank(): Promise<number> {
    const page = await this.openDesk();
    const row = this.newest(page);
    await expect(row.getByText('Hand to the bank')).toBeVisible();
    const amount = await amountIn(row);
    await new BankCounter(page).handIn(row.locator('a[download]'), await this.bar.today());
    return amount;
  }

  private openDesk(): Promise<Page> {
    const work = { about: 'to Stripe to the bank', path: '/finance/operator-money' };
    return takeUp(this.cast, PEOPLE.maker, work);
  }

  private newest(page: Page): Locator {
    const section = page.locator('section').filter({ hasText: 'Back to Stripe' });
    return section.locator('.work-list li').first();
  }
}
