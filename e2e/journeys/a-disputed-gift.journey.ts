import { expect, test } from '@playwright/test';
import { amountIn, factIn } from '../support/amounts.js';
import { Cast, PEOPLE } from '../support/cast.js';
import { takeUp } from '../support/desk.js';
import { confirmAct, fillIn, send } from '../support/form.js';
import { PublicProject } from '../support/public-project.js';

/** What the emulator's bank is convinced by, whatever else is written. */
const CONVINCES = 'winning_evidence';

test('a disputed gift: from the desk of finance to the bank, and back into the open books', async ({
  page,
  browser,
}) => {
  const cast = new Cast(browser);
  const work = { about: 'Answer a dispute', path: '/finance/disputes/' };
  const desk = await takeUp(cast, PEOPLE.maker, work);
  const sheet = desk.locator('.work-page');
  const resting = await amountIn(factIn(sheet, 'Rests until decided'));
  const told = sheet.getByRole('link', { name: 'What the donor was told' });
  const slug = (await told.getAttribute('href'))?.split('/').at(-1) ?? '';
  const project = new PublicProject(page, slug);
  await project.open();
  const before = { donors: await project.givenByDonors(), books: await project.openBooks() };

  const draft = sheet.locator('form.dto-form').first();
  await expect(draft.locator('[data-field="description"] textarea')).toHaveValue(/receipt/);
  await fillIn(draft, { explanation: CONVINCES });
  await send(draft);
  await expect(sheet.getByText('The draft is kept.')).toBeVisible();
  const review = sheet.locator('section').filter({ hasText: 'Read once more' });
  await expect(review.getByText(CONVINCES)).toBeVisible();
  await confirmAct(review);
  await expect(review).toBeHidden();

  await expect(async () => {
    await desk.reload();
    await expect(sheet.getByText('The bank has our answer')).toBeVisible();
    await expect(sheet.getByText('Won', { exact: true })).toBeVisible();
  }).toPass({ timeout: 20_000 });
  await expect(async () => {
    await project.open();
    expect(await project.givenByDonors()).toBe(before.donors + resting);
    await expect(project.newestLine()).toContainText('Dispute won', { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  // It rested with the project all the time: nobody has given anything more.
  const { heldMinor } = await project.openBooks();
  expect(heldMinor).toBe(before.books.heldMinor);
  expect(await project.heldNow()).toBe(heldMinor);
});
