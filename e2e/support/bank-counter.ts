import { readFile } from 'node:fs/promises';
import { expect, type Download, type Locator, type Page } from '@playwright/test';
import { BANK_URL } from './addresses.js';
import type { Upload } from './papers.js';

/** The page of the bank, beside the desk of whoever has an errand there. */
export class BankCounter {
  constructor(private readonly desk: Page) {}

  /** @param link downloads the payment file */
  async handIn(link: Locator, today: string): Promise<void> {
    const [download] = await Promise.all([this.desk.waitForEvent('download'), link.click()]);
    await this.at('Hand in payments', async (counter, bank) => {
      await counter.getByLabel('Payment file').setInputFiles(await xmlOf(download));
      await counter.getByLabel('Bank date').fill(today);
      await counter.getByRole('button', { name: 'Hand in' }).click();
      await expect(bank.getByText(/ACSP/).first()).toBeVisible();
    });
  }

  /** @param from the first of the bank's month when left out */
  async statement(to: string, from?: string): Promise<Upload> {
    let statement!: Upload;
    await this.at('Fetch the statement', async (counter, bank) => {
      if (from !== undefined) await counter.getByLabel('From').fill(from);
      await counter.getByLabel('To').fill(to);
      const [download] = await Promise.all([
        bank.waitForEvent('download'),
        counter.getByRole('button', { name: 'Download statement' }).click(),
      ]);
      statement = await xmlOf(download);
    });
    return statement;
  }

  async payIn(credit: { payer: string; cents: number; text: string }, today: string) {
    await this.at('Let somebody pay in', async (counter, bank) => {
      await counter.getByLabel('Payer', { exact: true }).fill(credit.payer);
      await counter.getByLabel('Amount in cents').fill(String(credit.cents));
      await counter.getByLabel('Reference').fill(credit.text);
      await counter.getByLabel('Text').fill(credit.text);
      await counter.getByLabel('Date').fill(today);
      await counter.getByRole('button', { name: 'Pay in' }).click();
      await bank.waitForURL(/\/credits/);
    });
  }

  private async at(
    name: string,
    errand: (counter: Locator, bank: Page) => Promise<void>,
  ): Promise<void> {
    const bank = await this.desk.context().newPage();
    await bank.goto(BANK_URL);
    await errand(bank.getByRole('group', { name }), bank);
    await bank.close();
  }
}

async function xmlOf(download: Download): Promise<Upload> {
  return {
    name: download.suggestedFilename(),
    mimeType: 'application/xml',
    buffer: await readFile(await download.path()),
  };
}
