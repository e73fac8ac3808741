import { expect } from '@playwright/test';
import { amountIn } from './amounts.js';
import { BankCounter } from './bank-counter.js';
import { PEOPLE, type Cast } from './cast.js';
import type { DemoBar } from './demo-bar.js';
import { takeUp } from './desk.js';
import { confirmAct, fillIn, send } from './form.js';

/** How long Stripe's word may need until it stands on the sheet. */
const PATIENCE_MS = 30_000;

/** One prepares, another releases; the bank pays, and its statement proves it. */
export class Finance {
  constructor(
    private readonly cast: Cast,
    private readonly bar: DemoBar,
    private readonly title: string,
  ) {}

  /** @returns what was paid, in cents; at this rate where lei are fixed */
  async payNextTranche(rate: string): Promise<number> {
    const amount = await this.prepare(rate);
    await this.release();
    await this.takeFileToBank(await this.bar.today());
    await this.bringStatement(await this.bar.goOn(1));
    return amount;
  }

  /** The bank's rate is asked for where lei are fixed, and what they cost at it is typed. */
  async prepare(rate?: string): Promise<number> {
    const page = await takeUp(this.cast, PEOPLE.maker, this.tranche());
    const amount = page.locator('[data-field="amountMinor"] input');
    if (rate !== undefined) await page.locator('[data-field="rateE4"] input').fill(rate);
    const cents = await amountIn(
      rate === undefined ? page.locator('.sign-amount') : page.getByText(/^It costs /),
    );
    await amount.fill((cents / 100).toFixed(2));
    await confirmAct(page.locator('main'));
    await expect(amount).toBeHidden();
    return cents;
  }

  /** The town hall gave another account: compared with what was said about it, it rests three days. */
  async acceptAccount(holder: string): Promise<void> {
    const page = await takeUp(this.cast, PEOPLE.maker, { about: holder, path: '/finance/payees/' });
    const form = page.locator('form.dto-form');
    await fillIn(form, { decision: 'accept', reason: 'Stripe names the town hall as holder.' });
    await confirmAct(form);
    await expect(form).toBeHidden();
  }

  async release(checker: string = PEOPLE.checker): Promise<void> {
    const page = await takeUp(this.cast, checker, this.tranche());
    const form = page.locator('form.dto-form');
    await form.locator('.tick input').check();
    await form.getByRole('button', { name: 'Use this code' }).click();
    await send(form);
    await expect(form).toBeHidden();
  }

  /** What finance reads on the sheet of a payment that is not over, when Stripe's word has come. */
  async expectStanding(words: string): Promise<void> {
    await expect(async () => {
      const page = await takeUp(this.cast, PEOPLE.maker, this.tranche());
      await expect(page.locator('.aside').getByText(words).first()).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: PATIENCE_MS });
  }

  /** A payment that needed no file is found again after it has left the desk. @returns cents */
  async findOverStripe(): Promise<number> {
    const page = await this.cast.deskOf(PEOPLE.checker);
    await page.getByRole('link', { name: 'Files for the bank' }).click();
    const part = page.locator('section').filter({ hasText: 'Paid over Stripe' });
    const row = part.locator('li').filter({ hasText: this.title });
    await expect(row.getByText('Arrived')).toBeVisible();
    return amountIn(row.getByRole('link'));
  }

  /** Somebody pays in at the counter of the bank; its statement says so. */
  async payIn(credit: { payer: string; cents: number; text: string }): Promise<void> {
    const today = await this.bar.today();
    await new BankCounter(await this.cast.deskOf(PEOPLE.maker)).payIn(credit, today);
    await this.bringStatement(today);
  }

  /** Which line of the statement the town hall's money was. */
  async bookReturn(text: string): Promise<void> {
    const page = await this.cast.deskOf(PEOPLE.maker);
    await page.getByRole('link', { name: 'Money to get back' }).first().click();
    const card = page.locator('section.card').filter({ hasText: this.title });
    const line = card.locator('[data-field="bankLineId"] select');
    const option = line.locator('option').filter({ hasText: text });
    await line.selectOption((await option.first().getAttribute('value')) ?? '');
    await confirmAct(card);
    await expect(card).toBeHidden();
  }

  private async takeFileToBank(today: string): Promise<void> {
    const page = await this.cast.deskOf(PEOPLE.maker);
    await page.getByRole('link', { name: 'Files for the bank' }).click();
    const row = page.locator('.work-list li').filter({ hasText: this.title }).first();
    await new BankCounter(page).handIn(row.locator('a[download]'), today);
  }

  /** @param from the first of the bank's month when left out */
  async bringStatement(to: string, from?: string): Promise<void> {
    const page = await this.cast.deskOf(PEOPLE.maker);
    const statement = await new BankCounter(page).statement(to, from);
    await page.getByRole('link', { name: 'Bank statements' }).click();
    const form = page.locator('form.dto-form');
    const chosen = form.locator('[data-field="fileId"]');
    await chosen.locator('input[type=file]').setInputFiles({ ...statement });
    await expect(chosen.locator('.uploaded-file')).toBeVisible();
    await send(form);
    await expect(page.locator('.work-page .card .facts').first()).toBeVisible();
  }

  private tranche() {
    return { about: this.title, path: '/finance/tranches/' };
  }
}
