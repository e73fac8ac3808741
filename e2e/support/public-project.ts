import { expect, type Locator, type Page } from '@playwright/test';
import type { LedgerPageView } from '@vatra/shared/ledger/ledger.views';
import type { ProjectPageView } from '@vatra/shared/publishing/publishing.views';
import { amountIn, centsOf, factIn } from './amounts.js';

/** The page of a project as everybody sees it, and the same books as open data. */
export class PublicProject {
  constructor(
    private readonly page: Page,
    private readonly slug: string,
  ) {}

  async open(): Promise<void> {
    await this.page.goto(`/en/projects/${this.slug}`);
    await this.page.locator('html[data-ready="true"]').waitFor();
  }

  /** What donors have brought so far, fees already taken off. */
  async givenByDonors(): Promise<number> {
    const key = this.page.locator('.progress-key li').filter({ hasText: 'Donors' });
    return amountIn(key.locator('b'));
  }

  /** One of the sums behind the bar, one tap away. */
  async countedAs(label: string): Promise<number> {
    const parts = this.page.locator('.progress-parts');
    await parts.locator('summary').click();
    const amount = await amountIn(factIn(parts, label));
    await parts.locator('summary').click();
    return amount;
  }

  /** R78: what was asked about, and what of it stayed. */
  async agreedTo(people: string): Promise<{ left: number; stayed: number }> {
    const words = await this.page.getByText(`${people} who gave agreed`).innerText();
    const [, stayed = '', left = ''] = /with (\S+) of (\S+);/.exec(words) ?? [];
    return { left: centsOf(left), stayed: centsOf(stayed) };
  }

  async heldNow(): Promise<number> {
    return amountIn(this.page.getByText(/^Balance held for this project/));
  }

  async expectState(words: string): Promise<void> {
    await expect(this.page.locator('.progress-block').getByText(words).first()).toBeVisible();
  }

  newestLine(): Locator {
    return this.page.locator('#ledger tbody tr').first();
  }

  /** The newest line of the books: what it did and what was held after it. */
  async newestEntry(): Promise<{ effect: number; heldAfter: number }> {
    const amounts = this.newestLine().locator('td.is-number');
    return { effect: await amountIn(amounts.nth(0)), heldAfter: await amountIn(amounts.nth(1)) };
  }

  /** The books as open data, read the way any visitor can. */
  async openBooks(): Promise<LedgerPageView> {
    const page = await this.read<ProjectPageView>(`/api/v1/projects/${this.slug}/page`);
    return this.read<LedgerPageView>(`/api/v1/ledger/projects/${page.card.id}`);
  }

  private async read<Answer>(path: string): Promise<Answer> {
    const response = await this.page.request.get(path);
    expect(response.status(), path).toBe(200);
    return (await response.json()) as Answer;
  }
}
