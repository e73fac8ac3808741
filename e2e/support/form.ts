import { expect, type Locator } from '@playwright/test';
import type { Upload } from './papers.js';

/** What is answered to the questions of a page, by the name of each question. */
export type Answers = Readonly<Record<string, Answer>>;
type Answer = string | readonly string[] | Upload | Row;
/** `row: 2` opens as many rows as the answers after it need. */
interface Row {
  readonly rows: number;
}

/** Fills a form in from top to bottom, whatever kind of control asks. */
export async function fillIn(form: Locator, answers: Answers): Promise<void> {
  for (const [name, answer] of Object.entries(answers)) {
    const field = form.locator(`[data-field="${name}"]`);
    await unfold(form, field);
    await expect(field, name).toBeVisible();
    await give(field, answer);
  }
}

/** Rows that are filled fold themselves; a question inside one is reached by "Change". */
async function unfold(form: Locator, field: Locator): Promise<void> {
  const folded = form
    .locator('.rows-editor > li', { has: field })
    .locator('> .row > button[aria-expanded="false"]');
  if ((await folded.count()) > 0) await folded.first().click();
}

async function give(field: Locator, answer: Answer): Promise<void> {
  if (typeof answer === 'string') await say(field, answer);
  else if ('rows' in answer) await openRows(field, answer.rows);
  else if ('buffer' in answer) await handIn(field, answer);
  else for (const value of answer) await field.locator(`input[value="${value}"]`).check();
}

async function say(field: Locator, answer: string): Promise<void> {
  if ((await field.locator('.date-field').count()) > 0) await sayDay(field, answer);
  else if ((await field.locator('input[type=radio]').count()) > 0) {
    await field.locator(`input[value="${answer}"]`).check();
  } else if ((await field.locator('select').count()) > 0) {
    await field.locator('select').selectOption(answer);
  } else await field.locator('input, textarea').fill(answer);
}

/** "2026-11-02" in three short fields. */
async function sayDay(field: Locator, day: string): Promise<void> {
  const [year = '', month = '', date = ''] = day.split('-');
  for (const [index, part] of [date, month, year].entries()) {
    await field
      .locator('input')
      .nth(index)
      .fill(String(Number(part)));
  }
}

async function openRows(field: Locator, count: number): Promise<void> {
  const rows = field.locator('> .rows-editor > li');
  while ((await rows.count()) < count) await field.locator('> button').click();
}

/** The bytes are on the server before the form is sent, so it is waited for. */
async function handIn(field: Locator, upload: Upload): Promise<void> {
  const uploaded = field.locator('.uploaded-file, .photo-list > li');
  const before = await uploaded.count();
  await field.locator('input[type=file]').setInputFiles({ ...upload });
  await expect(uploaded).not.toHaveCount(before);
}

export async function send(form: Locator): Promise<void> {
  await form.locator('button[type=submit]').click();
}

/** An act that cannot be undone: the question first, then the button that repeats what it does. */
export async function confirmAct(place: Locator): Promise<void> {
  await place.locator('button:has(+ dialog)').first().click();
  await place.page().locator('dialog[open] .confirm-buttons button').first().click();
}
