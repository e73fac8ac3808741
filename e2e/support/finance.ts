import { readFile } from 'node:fs/promises';
import { expect, type Download } from '@playwright/test';
import { BANK_URL } from './addresses.js';
import { amountIn } from './amounts.js';
import { PEOPLE, type Cast } from './cast.js';
import type { DemoBar } from './demo-bar.js';
import { takeUp } from './desk.js';
import { confirmAct, fillIn, send } from './form.js';
import type { Upload } from './papers.js';

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

  /** The bank's rate is asked for, and what the lei cost at it is typed. */
  private async prepare(rate: string): Promise<number> {
    const page = await takeUp(this.cast, PEOPLE.maker, this.tranche());
    const amount = page.locator('[data-field="amountMinor"] input');
    await page.locator('[data-field="rateE4"] input').fill(rate);
    const cost = await amountIn(page.getByText(/^It costs /));
    await amount.fill((cost / 100).toFixed(2));
    await confirmAct(page.locator('main'));
    await expect(amount).toBeHidden();
    return cost;
  }

  /** The town hall gave another account: compared with what was said about it, it rests three days. */
  async acceptAccount(holder: string): Promise<void> {
    const page = await takeUp(this.cast, PEOPLE.maker, { about: holder, path: '/finance/payees/' });
    const form = page.locator('form.dto-form');
    await fillIn(form, { decision: 'accept', reason: 'Stripe names the town hall as holder.' });
    await confirmAct(form);
    await expect(form).toBeHidden();
  }

  private async release(): Promise<void> {
    const page = await takeUp(this.cast, PEOPLE.checker, this.tranche());
    const form = page.locator('form.dto-form');
    await form.locator('.tick input').check();
    await form.getByRole('button', { name: 'Use this code' }).click();
    await send(form);
    await expect(form).toBeHidden();
  }

  /** Somebody pays in at the counter of the bank; its statement says so. */
  async payIn(credit: { payer: string; cents: number; text: string }): Promise<void> {
    const page = await this.cast.deskOf(PEOPLE.maker);
    const bank = await page.context().newPage();
    await bank.goto(BANK_URL);
    const counter = bank.getByRole('group', { name: 'Let somebody pay in' });
    await counter.getByLabel('Payer', { exact: true }).fill(credit.payer);
    await counter.getByLabel('Amount in cents').fill(String(credit.cents));
    await counter.getByLabel('Reference').fill(credit.text);
    await counter.getByLabel('Text').fill(credit.text);
    await counter.getByLabel('Date').fill(await this.bar.today());
    await counter.getByRole('button', { name: 'Pay in' }).click();
    await bank.waitForURL(/\/credits/);
    await bank.close();
    await this.bringStatement(await this.bar.today());
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
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      row.locator('a[download]').click(),
    ]);
    const bank = await page.context().newPage();
    await bank.goto(BANK_URL);
    const counter = bank.getByRole('group', { name: 'Hand in payments' });
    await counter.getByLabel('Payment file').setInputFiles(await xmlOf(download));
    await counter.getByLabel('Bank date').fill(today);
    await counter.getByRole('button', { name: 'Hand in' }).click();
    await expect(bank.getByText(/ACSP/).first()).toBeVisible();
    await bank.close();
  }

  private async bringStatement(today: string): Promise<void> {
    const page = await this.cast.deskOf(PEOPLE.maker);
    const bank = await page.context().newPage();
    await bank.goto(BANK_URL);
    const counter = bank.getByRole('group', { name: 'Fetch the statement' });
    await counter.getByLabel('To').fill(today);
    const [download] = await Promise.all([
      bank.waitForEvent('download'),
      counter.getByRole('button', { name: 'Download statement' }).click(),
    ]);
    await page.getByRole('link', { name: 'Bank statements' }).click();
    const form = page.locator('form.dto-form');
    const chosen = form.locator('[data-field="fileId"]');
    await chosen.locator('input[type=file]').setInputFiles(await xmlOf(download));
    await expect(chosen.locator('.uploaded-file')).toBeVisible();
    await send(form);
    await expect(page.locator('.work-page .card .facts').first()).toBeVisible();
    await bank.close();
  }

  private tranche() {
    return { about: this.title, path: '/finance/tranches/' };
  }
}

async function xmlOf(download: Download): Promise<Upload> {
  return {
    name: download.suggestedFilename(),
    mimeType: 'application/xml',
    buffer: await readFile(await download.path()),
  };
}
