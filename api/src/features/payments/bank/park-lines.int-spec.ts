import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { balanceOf, booksOf } from '../../../../test/support/books.js';
import { aLive, aScene, type Scene } from '../../../../test/support/campaign.js';
import {
  creditOf,
  importStatement,
  type StatementEntry,
} from '../../../../test/support/payments.js';
import { aPersonWith, type TestPerson } from '../../../../test/support/people.js';
import {
  aReceipt,
  anOpenSheet,
  collectorsOf,
  sheetOf,
  sign,
} from '../../../../test/support/sheets.js';
import { ok } from '../../../../test/support/village.js';

const UNKNOWN = '00000000-0000-0000-0000-000000000001';
const PAYER = { name: 'Ion Rusu', iban: 'FR1420041010050500013M02606' };

let app: TestApp;
let scene: Scene;
let maker: TestPerson;
let day: string;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  scene = await aScene(app);
  maker = await aPersonWith(app, scene.village.administrator, 'finance_maker', 'Fina Maker');
  day = (await app.now()).toISOString().slice(0, 10);
});
afterAll(() => app.close());

const bring = (...entries: readonly StatementEntry[]) => importStatement(maker, entries);

async function lineOf({ reference }: StatementEntry) {
  const [line] = await app.database.query<Record<string, string | null>>(
    `SELECT id, matched_kind, counterparty_name AS name, counterparty_sealed AS sealed
       FROM bank_lines WHERE reference = $1`,
    [reference],
  );
  return line;
}

describe('money that comes without a reference we know', () => {
  it('L8: is in the books at once, apart, and once however often the bank shows it', async () => {
    const credit = creditOf(8_500, 'pentru sat', { day, payer: PAYER });
    expect(await bring(credit)).toMatchObject({ lines: 1, matched: 0, unmatched: [{}] });
    expect(await bring(credit)).toMatchObject({ known: 1 });
    const line = await lineOf(credit);
    expect(line?.matched_kind).toBe('unknown');
    expect(await booksOf(app, line?.id ?? '')).toEqual([
      { kind: 'L8', lines: ['1100 8500', '2120 -8500'] },
    ]);
    expect(await balanceOf(app, '2120', UNKNOWN)).toBe(8_500);
  });

  it('keeps the sender in the clear nowhere', async () => {
    const credit = creditOf(700, 'fără cuvinte', { day, payer: PAYER });
    await bring(credit);
    const line = await lineOf(credit);
    expect(line?.name).toBe(PAYER.name);
    expect(line?.sealed).toMatch(/^v1\./);
    expect(JSON.stringify(line)).not.toContain(PAYER.iban);
  });

  it('L8: is undone when it turns out what it is, and booked as that', async () => {
    const campaign = await aLive(scene);
    const [first, second] = collectorsOf(scene.council);
    const sheet = await anOpenSheet(scene, campaign, [aReceipt()]);
    const early = creditOf(5_000, sheet.reference, { day });
    await bring(early);
    const before = await balanceOf(app, '2120', UNKNOWN);
    await ok(sign(first, sheet.id, 5_000));
    await ok(sign(second, sheet.id, 5_000));
    await bring();
    expect((await sheetOf(first, sheet.id)).state).toBe('reconciled');
    const line = await lineOf(early);
    expect(await booksOf(app, line?.id ?? '')).toEqual([
      { kind: 'L8', lines: ['1100 5000', '2120 -5000'] },
      { kind: 'L8', lines: ['1100 -5000', '2120 5000'] },
    ]);
    expect(await balanceOf(app, '2120', UNKNOWN)).toBe(before - 5_000);
    expect(line?.matched_kind).toBe('offline_sheet');
  });

  it('does not take what comes back to us, or what left, for a gift', async () => {
    const before = await balanceOf(app, '2120', UNKNOWN);
    const back = { ...creditOf(900, 'retur', { day }), returnReason: 'AC04' };
    const out: StatementEntry = { ...creditOf(400, 'comision', { day }), direction: 'DBIT' };
    expect((await bring(back, out)).unmatched).toHaveLength(2);
    expect(await balanceOf(app, '2120', UNKNOWN)).toBe(before);
  });
});
