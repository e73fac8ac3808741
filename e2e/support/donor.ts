import { expect, type Browser, type Page } from '@playwright/test';
import { CardPage } from './card.js';
import { confirmAct } from './form.js';

/** How long jobs may need until something lies in the box. */
const PATIENCE_MS = 30_000;

/** Somebody who gave as a guest and comes back by the link of a mail, in a browser of their own. */
export class Donor {
  constructor(
    private readonly browser: Browser,
    private readonly email: string,
  ) {}

  /** The card that said no is replaced, and the new one keeps the promise. */
  async mendCard(cardNumber: string): Promise<void> {
    const page = await this.openMail('Your card did not pay');
    await page.getByRole('button', { name: 'Use another card' }).click();
    await page.waitForURL(/\/c\/pay\//);
    await new CardPage(page).payWith(cardNumber);
    await expect(page.getByRole('heading', { name: /^€[\d.,]+ arrived/ })).toBeVisible({
      timeout: PATIENCE_MS,
    });
    await page.context().close();
  }

  /** What becomes of the part that was not spent, before the new place is agreed to. */
  async decide(title: string, choice: 'stay' | 'refund'): Promise<void> {
    const page = await this.openMail('is to become something else');
    await page.getByRole('link', { name: title }).first().click();
    const form = page.locator('form.dto-form');
    await form.locator(`[data-field="choice"] input[value="${choice}"]`).check();
    await confirmAct(form);
    await expect(form).toBeHidden();
    await page.context().close();
  }

  /** Finds the newest mail about this among those of the demonstration, and follows its link. */
  private async openMail(about: string): Promise<Page> {
    const context = await this.browser.newContext();
    const page = await context.newPage();
    const mail = page.locator('.demo-mails details').filter({ hasText: about }).first();
    await expect(async () => {
      await page.goto(`/en/demo/mails?to=${encodeURIComponent(this.email)}`);
      await mail.locator('summary').click({ timeout: 3_000 });
    }).toPass({ timeout: PATIENCE_MS });
    await mail.locator('.mail-text a').first().click();
    await page.waitForURL(/\/my-gifts/);
    return page;
  }
}
