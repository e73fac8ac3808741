import { expect, test } from '@playwright/test';
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
  await give.fillIn({ euros: '40', email: 'doina@lyon.example', publicName: 'Doina din Lyon' });
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

test('a payer who turns back is told that nothing was charged, and may go on', async ({ page }) => {
  const visitor = new Visitor(page);
  await visitor.findHometown('saseni', 'Săseni');
  await visitor.openProject('The artesian well of the upper village');
  await page.getByRole('link', { name: 'Co-fund this project' }).first().click();

  const give = new Give(page);
  await give.fillIn({ euros: '15', email: 'sandu@lyon.example' });
  await give.pay();
  await page.getByRole('link', { name: 'Cancel and go back' }).click();
  await expect(page.getByRole('heading', { name: 'You have not been charged.' })).toBeVisible();

  await page.getByRole('link', { name: 'Pay €15.00 now' }).click();
  await new CardPage(page).payWith(CARDS.fromFrance);
  await expect(page.getByRole('heading', { name: 'Your €15.00 has arrived.' })).toBeVisible({
    timeout: 20_000,
  });
});
