import { expect, test, type Page } from '@playwright/test';
import {
  expectAccessible,
  expectNoSidewaysScroll,
  listenToComplaints,
} from '../support/page-health.js';

/** How a reader gets from the list to each kind of page; every test starts at the front door. */
const WAYS: readonly [name: string, go: (page: Page) => Promise<void>][] = [
  ['home', (page) => open(page, '/en')],
  ['home in Romanian', (page) => open(page, '/ro')],
  ['all projects', (page) => open(page, '/en/projects')],
  ['a project that collects', (page) => openProject(page, 'collecting')],
  ['a finished project', (page) => openProject(page, 'finished')],
  ['the books of a project', openBooks],
  ['the open ledger', (page) => open(page, '/en/ledger')],
  // Sums are longer in Romanian than in English.
  ['the open ledger in Romanian', (page) => open(page, '/ro/ledger')],
  ['a matching fund in Romanian', openFund],
  ['a town', openTown],
  ['an association', openAssociation],
  ['how it works', (page) => open(page, '/en/how-it-works')],
  ['the first step of giving', openGiving],
  ['raising a concern', raiseConcern],
  ['raising a concern in Romanian', (page) => raiseConcern(page, 'ro')],
  ['reading the answer with a code', (page) => open(page, '/en/concerns')],
];

for (const [name, go] of WAYS) {
  test(`${name}: readable, quiet, nothing to the side`, async ({ page }) => {
    const complaints = listenToComplaints(page);
    await go(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await readToTheEnd(page);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });
}

test('the filters narrow the list and stand in the address', async ({ page }) => {
  await open(page, '/en/projects');
  const cards = page.locator('.project-card');
  const all = await cards.count();
  await page.getByRole('radio', { name: 'Finished' }).check();
  await expect(page).toHaveURL(/phase=finished/);
  await expect.poll(() => cards.count()).toBeLessThan(all);
  await page.reload();
  await expect(page.getByRole('radio', { name: 'Finished' })).toBeChecked();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a project is told in full, with its sums and its books', async ({ page }) => {
    await page.goto('/en/projects?phase=finished');
    await page.locator('.project-card h3 a').first().click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'What it costs', exact: true })).toBeVisible();
    await expect(page.getByRole('heading', { name: 'Milestones' })).toBeVisible();
    await expect(page.getByText(/^Balance held for this project/)).toBeVisible();
    await expect(page.locator('#ledger tbody tr').first()).toBeVisible();
  });

  test('the list can be searched', async ({ page }) => {
    await page.goto('/en/projects');
    await page.getByLabel('Search by word or town').fill('well');
    await page.getByRole('button', { name: 'Search' }).click();
    await expect(page).toHaveURL(/query=well/);
    await expect(
      page.getByRole('link', { name: 'The artesian well of the upper village' }),
    ).toBeVisible();
  });
});

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator('html[data-ready="true"]').waitFor();
}

async function openProject(page: Page, phase: string): Promise<void> {
  await open(page, `/en/projects?phase=${phase}`);
  await page.locator('.project-card h3 a').first().click();
  await expect(page.locator('.project-page')).toBeVisible();
}

async function openBooks(page: Page): Promise<void> {
  await openProject(page, 'finished');
  await page.getByRole('link', { name: /^All \d+ entries$/ }).click();
  await expect(page).toHaveURL(/\/ledger$/);
  await expect(page.locator('tbody tr').first()).toBeVisible();
}

async function openFund(page: Page): Promise<void> {
  await open(page, '/ro/matching-funds');
  await page.locator('main a[href*="/matching-funds/"]').first().click();
  await expect(page.locator('.fund-pot')).toBeVisible();
}

async function openTown(page: Page): Promise<void> {
  await openProject(page, 'finished');
  await page.locator('.crumb a').first().click();
  await expect(page).toHaveURL(/\/places\//);
}

async function openAssociation(page: Page): Promise<void> {
  await openProject(page, 'finished');
  await page.locator('a[href*="/associations/"]').first().click();
  await expect(page).toHaveURL(/\/associations\//);
}

async function openGiving(page: Page): Promise<void> {
  await openProject(page, 'collecting');
  await page.getByRole('link', { name: 'Co-fund this project' }).first().click();
  await expect(page).toHaveURL(/\/give$/);
}

async function raiseConcern(page: Page, locale: 'en' | 'ro' = 'en'): Promise<void> {
  await open(page, `/${locale}/projects?phase=collecting`);
  await page.locator('.project-card h3 a').first().click();
  const name = { en: 'Raise a concern', ro: 'Semnalați o problemă' }[locale];
  await page.getByRole('link', { name }).click();
  await expect(page.locator('form.dto-form')).toBeVisible();
}

/** Scrolls down, so that what comes only when it is seen has come. */
async function readToTheEnd(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const height = document.documentElement.scrollHeight;
    for (let top = 0; top < height; top += 600) {
      window.scrollTo(0, top);
      await new Promise((done) => setTimeout(done, 30));
    }
  });
}
