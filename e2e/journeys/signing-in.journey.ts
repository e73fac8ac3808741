import { expect, test } from '@playwright/test';
import { Door } from '../support/door.js';

const MAYOR = 'mayor-valeni@demo.vatra.example';
const CHECKER = 'checker-4@demo.vatra.example';
const WRONG_CODE = '000000';

test('a wrong password does not open the door, the right one does', async ({ page }) => {
  const door = new Door(page);
  await door.open();
  await door.knock(MAYOR, 'four words nobody chose');
  await door.expectRefusal('The address or the password is not right.');

  await door.knock(MAYOR);
  await door.expectDesk();
});

test('an address nobody has is refused in the same words', async ({ page }) => {
  const door = new Door(page);
  await door.open();
  await door.knock('nobody@demo.vatra.example');
  await door.expectRefusal('The address or the password is not right.');
});

test('staff need the code from their phone, and a code works once', async ({ page, browser }) => {
  const door = new Door(page);
  await door.open();
  await door.knock(CHECKER);
  const code = await door.codeOnPhone();

  await door.typeCode(WRONG_CODE);
  await door.expectRefusal('The code is not right.');
  await door.typeCode(code);
  await door.expectDesk();

  const thief = new Door(await browser.newPage());
  await thief.open();
  await thief.knock(CHECKER);
  await thief.codeOnPhone();
  await thief.typeCode(code);
  await thief.expectRefusal('This code was used already.');
});

test('a password alone does not open what needs the phone', async ({ page }) => {
  const door = new Door(page);
  await door.open();
  await door.knock(CHECKER);
  await door.codeOnPhone();

  await page.goto('/en/desk');
  await expect(page).toHaveURL(/\/en\/sign-in/);
});

test('who signs out is out, on the back button too', async ({ page }) => {
  const door = new Door(page);
  await door.signIn(MAYOR);
  await door.signOut();

  await page.goBack();
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
});
