import { expect, type Locator } from '@playwright/test';
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
    await expect(
      rail
        .page()
        .locator('#main')
        .getByText(/^Sent\. Finance compares/),
    ).toBeVisible();
  }

  /** Finance has said yes: from a day that is named, grants are paid there. */
  async expectAccepted(): Promise<void> {
    const rail = await this.rail();
    await expect(rail.getByText('Finance has verified this account')).toBeVisible();
    await expect(
      rail
        .page()
        .getByText(/^Can be used from /)
        .last(),
    ).toBeVisible();
  }

  private async rail(): Promise<Locator> {
    const page = await this.cast.deskOf(this.mayor);
    await page.getByRole('link', { name: /^Our town hall/ }).click();
    return page.locator('section').filter({ hasText: 'Or: receive through Stripe' }).last();
  }
}
