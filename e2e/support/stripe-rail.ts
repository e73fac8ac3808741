import { expect, type Locator } from '@playwright/test';
import { amountIn } from './amounts.js';
import type { Cast } from './cast.js';
import { confirmAct } from './form.js';

/** How long Stripe's word may need until it stands on the page. */
const PATIENCE_MS = 20_000;

/** A town hall in a country that Stripe sends to, and its own account there. */
export class StripeRail {
  constructor(
    private readonly cast: Cast,
    private readonly mayor: string,
  ) {}

  /** Opens the account and answers the questions on Stripe's own page, which leads back. */
  async openAccount(): Promise<void> {
    const rail = await this.rail();
    const page = rail.page();
    await confirmAct(rail);
    await rail.getByRole('button', { name: "Answer Stripe's questions" }).click();
    await rail.getByRole('link', { name: 'Go on to Stripe' }).click();
    await page.getByRole('button', { name: 'Give everything Stripe asks for' }).click();
    await page.waitForURL(/\/authority\/organisations\/.+stripe=back/);
  }

  /** Stripe says that it can receive; from now on grants are to be paid there. */
  async giveAccount(): Promise<void> {
    let rail!: Locator;
    await expect(async () => {
      rail = await this.rail();
      await expect(rail.getByText('Can receive')).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: PATIENCE_MS });
    await confirmAct(rail);
    await expect(rail.page().getByText(/^Sent\. Finance compares/)).toBeVisible();
  }

  /** The first payment, as the town hall sees it on its project. */
  async expectArrived(title: string, cents: number): Promise<void> {
    const page = await this.cast.deskOf(this.mayor);
    await page.getByRole('link', { name: title, exact: true }).first().click();
    const payment = page.locator('.tranche-steps > li').first();
    await expect(payment.getByText(/^Arrived on /)).toBeVisible();
    expect(await amountIn(payment.locator('h3'))).toBe(cents);
  }

  private async rail(): Promise<Locator> {
    const page = await this.cast.deskOf(this.mayor);
    await page.getByRole('link', { name: /^Our town hall/ }).click();
    return page.locator('section').filter({ hasText: 'Or: receive through Stripe' }).last();
  }
}
