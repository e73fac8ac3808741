import { expect, test, type Page } from '@playwright/test';
import { amountIn, centsOf, factIn } from '../support/amounts.js';
import { CARDS, CardPage } from '../support/card.js';
import { Give } from '../support/give.js';
import { PublicProject } from '../support/public-project.js';
import { Visitor } from '../support/visitor.js';

test('a gift from Lyon: from the name of the village to a line in the open books', async ({
  page,
}) => {
  const visitor = new Visitor(page);
  await visitor.findHometown('saseni', 'Săseni');
  const slug = await visitor.openProject('The artesian well of the upper village');

  const project = new PublicProject(page, slug);
  await project.open();
  const before = { donors: await project.givenByDonors(), books: await project.openBooks() };
  expect(await project.heldNow()).toBe(before.books.heldMinor);

  await page.getByRole('link', { name: 'Co-fund this project' }).first().click();
  const give = new Give(page);
  await give.fillIn({ amount: '40', email: 'doina@lyon.example', publicName: 'Doina din Lyon' });
  await give.pay();

  const card = new CardPage(page);
  await card.payWith(CARDS.declined);
  await card.expectRefusal(/declined/i);

  await card.payWith(CARDS.asksTheBank);
  await card.answerBank('Fail');
  await card.expectRefusal(/authenticat/i);

  await card.payWith(CARDS.asksTheBank);
  await card.answerBank('Complete');

  await expect(page.getByRole('heading', { name: 'Your €40.00 has arrived.' })).toBeVisible({
    timeout: 20_000,
  });
  const receipt = page.getByRole('region', { name: 'Receipt' });
  await expect(factIn(receipt, 'To the project')).toBeVisible({ timeout: 20_000 });
  const paid = await amountIn(factIn(receipt, 'You paid'));
  const fee = await amountIn(factIn(receipt, 'Card fee'));
  const toProject = await amountIn(factIn(receipt, 'To the project'));
  expect(paid).toBe(centsOf('€40.00'));
  expect(paid + fee).toBe(toProject);

  await expect(async () => {
    await project.open();
    expect(await project.givenByDonors()).toBe(before.donors + toProject);
  }).toPass({ timeout: 30_000 });
  const after = await project.openBooks();
  expect(after.heldMinor).toBe(before.books.heldMinor + toProject);
  expect(after.receivedMinor).toBe(before.books.receivedMinor + paid);
  expect(after.feesMinor).toBe(before.books.feesMinor - fee);
  expect(await project.heldNow()).toBe(after.heldMinor);
  await expect(page.getByText('Doina din Lyon')).toBeVisible();
});

test('a payer of yen turns back, goes on, and a neighbour pays in francs: what counts is euro', async ({
  page,
}) => {
  const visitor = new Visitor(page);
  await visitor.findHometown('saseni', 'Săseni');
  const slug = await visitor.openProject('The artesian well of the upper village');
  const project = new PublicProject(page, slug);
  await project.open();
  const before = {
    donors: await project.givenByDonors(),
    fees: await project.countedAs('Card fees'),
  };

  await page.getByRole('link', { name: 'Co-fund this project' }).first().click();
  const give = new Give(page);
  await give.fillIn({ amount: '2500', currency: 'JPY', email: 'sandu@kobe.example' });
  await give.pay();
  await page.getByRole('link', { name: 'Cancel and go back' }).click();
  await expect(page.getByRole('heading', { name: 'You have not been charged.' })).toBeVisible();
  await page.getByRole('link', { name: /^Pay ¥2,500 now$/ }).click();
  await new CardPage(page).payWith(CARDS.fromFrance);
  const yen = await receiptOf(page, '¥2,500');

  await project.open();
  await page.getByRole('link', { name: 'Co-fund this project' }).first().click();
  await give.fillIn({ amount: '20.50', currency: 'CHF', email: 'ana@geneva.example' });
  await give.pay();
  await new CardPage(page).payWith(CARDS.fromItaly);
  const francs = await receiptOf(page, 'CHF 20.50');

  await expect(async () => {
    await project.open();
    expect(await project.givenByDonors()).toBe(before.donors + yen.toProject + francs.toProject);
  }).toPass({ timeout: 30_000 });
  expect(await project.countedAs('Card fees')).toBe(before.fees + yen.fee + francs.fee);
});

/** What a donor reads: the sum as it was paid, the euro it became, and what was taken off. */
async function receiptOf(page: Page, paid: string): Promise<{ fee: number; toProject: number }> {
  await expect(page.getByRole('heading', { name: `Your ${paid} has arrived.` })).toBeVisible({
    timeout: 20_000,
  });
  const receipt = page.getByRole('region', { name: 'Receipt' });
  await expect(factIn(receipt, 'To the project')).toBeVisible({ timeout: 20_000 });
  await expect(factIn(receipt, 'You paid')).toHaveText(paid);
  const settled = await amountIn(factIn(receipt, 'In euro'));
  const fee = await amountIn(factIn(receipt, 'Card fee'));
  const toProject = await amountIn(factIn(receipt, 'To the project'));
  expect(settled + fee).toBe(toProject);
  return { fee, toProject };
}
