import { expect, type Page } from '@playwright/test';

const DAY_MS = 86_400_000;
/** Months of many projects are lived through, one due thing after the other. */
const PATIENCE_MS = 90_000;

/** The bar above every page of the demonstration: which day it is, and the way to a later one. */
export class DemoBar {
  private day = '';

  constructor(private readonly page: Page) {}

  async today(): Promise<string> {
    if (this.day === '') {
      await this.open();
      this.day = await this.shownDay();
    }
    return this.day;
  }

  /** @returns the day it is then */
  async goOn(days: number): Promise<string> {
    const day = dayAfter(await this.today(), days);
    await this.open();
    const bar = this.page.getByRole('complementary', { name: 'Demonstration' });
    await bar.getByText('Move the date').click();
    await bar.locator('input[type=date]').fill(day);
    await bar.getByRole('button', { name: 'Go there' }).click();
    await expect
      .poll(() => this.shownDay(), { timeout: PATIENCE_MS, message: `the date moves to ${day}` })
      .toBe(day);
    this.day = day;
    return day;
  }

  /** Any page has the bar. Public ones may be some seconds old, and the day on them; this one never is. */
  private async open(): Promise<void> {
    await this.page.goto('/en/my-gifts');
    await this.page.locator('html[data-ready="true"]').waitFor();
  }

  private async shownDay(): Promise<string> {
    const words = await this.page.getByText(/^Today is /).innerText();
    const day = new Date(`${/Today is (.+?)\.?$/.exec(words.trim())?.[1] ?? ''} 12:00 UTC`);
    return day.toISOString().slice(0, 10);
  }
}

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
