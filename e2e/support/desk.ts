import { expect, type Page } from '@playwright/test';
import type { Cast } from './cast.js';

/** How long jobs may need until something stands on a desk. */
const PATIENCE_MS = 30_000;

/** Opens what waits on a desk for this project; looks again while the product is still at it. */
export async function takeUp(
  cast: Cast,
  email: string,
  work: { readonly about: string; readonly path: string },
): Promise<Page> {
  let page!: Page;
  await expect(async () => {
    page = await cast.deskOf(email);
    const rows = page.locator('.duty-first, .work-list li').filter({ hasText: work.about });
    const link = rows.locator(`a[href*="${work.path}"]`).first();
    await expect(link).toBeVisible({ timeout: 4_000 });
    await link.click();
    await page.waitForURL((url) => !url.pathname.endsWith('/desk'));
    await expect(page.locator('.work-page h1')).toBeVisible();
  }).toPass({ timeout: PATIENCE_MS });
  return page;
}

/** Whether something of this kind waits there. */
export async function waitsFor(cast: Cast, email: string, path: string): Promise<boolean> {
  const page = await cast.deskOf(email);
  await expect(page.locator('.skeleton')).toHaveCount(0);
  return (await page.locator(`main a[href*="${path}"]`).count()) > 0;
}
