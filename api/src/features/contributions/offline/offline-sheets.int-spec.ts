import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SHEET_LINES_MAX } from '@vatra/shared/contributions/offline-limits';
import type { SheetView } from '@vatra/shared/contributions/offline.views';
import type { Page } from '@vatra/shared/paging.dto';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { chairOf } from '../../../../test/support/calls.js';
import {
  aLive,
  aScene,
  campaignOf,
  localDay,
  type Scene,
} from '../../../../test/support/campaign.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { booksOf, type Booked } from '../../../../test/support/books.js';
import { aPersonWith, type TestPerson } from '../../../../test/support/people.js';
import {
  aReceipt,
  aRecordedSheet,
  addLine,
  anOpenSheet,
  bank,
  collectorsOf,
  payIn,
  sheetOf,
  sign,
} from '../../../../test/support/sheets.js';
import { aFile, anAssociation, ok } from '../../../../test/support/village.js';

let app: TestApp;
let scene: Scene;
let finance: TestPerson;

beforeAll(async () => {
  app = await startTestApp();
  scene = await aScene(app);
  finance = await aPersonWith(app, scene.village.administrator, 'finance_maker', 'Fina Maker');
});
afterAll(() => app.close());

const entriesOf = (sheet: SheetView): Promise<Booked[]> => booksOf(app, sheet.id);

describe('a sheet of cash, from the fair to the signatures', () => {
  it('is opened by a board member of an association of the place, while the campaign is live', async () => {
    const campaign = await aLive(scene);
    const sheet = await anOpenSheet(scene, campaign);
    expect(sheet).toMatchObject({ state: 'open', event: 'Hramul satului', totalMinor: 0 });
    const stranger = await anAssociation(app, scene.village, { members: 3, board: 3 });
    const [outsider] = collectorsOf(stranger);
    const path = `/campaigns/${campaign.id}/offline-sheets`;
    const body = { event: 'Hram', place: 'Padova', heldOn: sheet.heldOn };
    const asOther = () =>
      outsider.browser.post(path, { ...body, organisationId: scene.council.id });
    expect(await refusalOf(app, asOther)).toBe('contributions.sheet-not-a-collector');
    expect(await refusalOf(app, () => sign(outsider, sheet.id, 1))).toBe(
      'contributions.sheet-not-a-collector',
    );
    expect((await outsider.browser.get(`/offline-sheets/${sheet.id}`)).status).toBe(404);
    expect((await scene.village.mayor.browser.get(`/offline-sheets/${sheet.id}`)).status).toBe(403);
    const [first] = collectorsOf(scene.council);
    const tomorrow = () =>
      first.browser.post(path, { ...body, heldOn: '2099-01-01', organisationId: scene.council.id });
    expect(await refusalOf(app, tomorrow)).toBe('contributions.sheet-held-in-future');
  });

  it('is of an association of that place, and signed for when something is written on it', async () => {
    const campaign = await aLive(scene);
    const { items } = await ok(app.visitor().get<Page<{ id: string }>>('/places?limit=2'));
    const elsewhere = items.find(({ id }) => id !== scene.village.placeId)?.id ?? '';
    const far = { placeId: elsewhere, reviewer: scene.village.reviewer };
    const other = await anAssociation(app, far, { members: 1 });
    const opening = { organisationId: other.id, event: 'Hram', place: 'Padova' };
    const open = { ...opening, heldOn: await localDay(app) };
    const path = `/campaigns/${campaign.id}/offline-sheets`;
    expect(await refusalOf(app, () => chairOf(other).browser.post(path, open))).toBe(
      'contributions.sheet-association-of-another-place',
    );
    const { id } = await anOpenSheet(scene, campaign);
    const [first] = collectorsOf(scene.council);
    expect(await refusalOf(app, () => sign(first, id, 1))).toBe('contributions.sheet-empty');
    const rows = Array.from({ length: SHEET_LINES_MAX + 1 }, (_, row) => `F-${String(row)},Ana,1`);
    const csv = ['receipt,name,amount', ...rows].join('\n');
    const tooMany = () => first.browser.post(`/offline-sheets/${id}/csv`, { csv, locale: 'ro' });
    expect(await refusalOf(app, tooMany)).toBe('contributions.sheet-too-many-lines');
  });

  it('R43: refuses nameless cash above EUR 50 and more than EUR 1,000 of one person', async () => {
    const campaign = await aLive(scene);
    const [first] = collectorsOf(scene.council);
    const { id } = await anOpenSheet(scene, campaign);
    const add = (line: Parameters<typeof aReceipt>[0]) => () => addLine(first, id, aReceipt(line));
    expect(await refusalOf(app, add({ amountMinor: 5_001 }))).toBe(
      'contributions.sheet-name-needed',
    );
    expect(await refusalOf(app, add({ amountMinor: 100_001, donorName: 'Ion Popa' }))).toBe(
      'http.invalid',
    );
    await ok(add({ amountMinor: 60_000, donorName: 'Ștefan  Popa' })());
    const again = add({ amountMinor: 40_001, donorName: 'popa stefan' });
    expect(await refusalOf(app, again)).toBe('contributions.sheet-cash-above-limit');
    const other = await anOpenSheet(scene, campaign);
    const elsewhere = () =>
      addLine(first, other.id, aReceipt({ amountMinor: 40_001, donorName: 'Ștefan Popa' }));
    expect(await refusalOf(app, elsewhere)).toBe('contributions.sheet-cash-above-limit');
    await ok(add({ amountMinor: 40_000, donorName: 'Ștefan Popa' })());
    await expect(
      app.database.query(`UPDATE offline_lines SET amount_minor = 100001 WHERE sheet_id = $1`, [
        id,
      ]),
    ).rejects.toThrow();
  });

  it('has each receipt number once for the association', async () => {
    const campaign = await aLive(scene);
    const [first] = collectorsOf(scene.council);
    const { id } = await anOpenSheet(scene, campaign, [aReceipt({ receiptNumber: 'TWICE' })]);
    const other = await anOpenSheet(scene, campaign);
    for (const sheetId of [id, other.id]) {
      const again = () => addLine(first, sheetId, aReceipt({ receiptNumber: 'TWICE' }));
      expect(await refusalOf(app, again)).toBe('contributions.sheet-receipt-known');
    }
  });

  it('L6: is recorded by two different collectors who counted the same sum', async () => {
    const campaign = await aLive(scene);
    const [first, second, third] = collectorsOf(scene.council);
    const lines = [aReceipt(), aReceipt({ amountMinor: 20_000, donorName: 'Ana Rusu' })];
    const { id } = await anOpenSheet(scene, campaign, lines);
    expect(await refusalOf(app, () => sign(first, id, 24_999))).toBe(
      'contributions.sheet-total-differs',
    );
    expect((await ok(sign(first, id, 25_000))).state).toBe('open');
    expect(await refusalOf(app, () => sign(first, id, 25_000))).toBe(
      'contributions.sheet-already-signed',
    );
    // A line written after a signature: who signed stands for another sum.
    await ok(addLine(third, id, aReceipt({ amountMinor: 100 })));
    expect((await sheetOf(first, id)).signatures).toEqual([]);
    await ok(sign(first, id, 25_100));
    const recorded = await ok(sign(second, id, 25_100));
    expect(recorded).toMatchObject({
      state: 'recorded',
      recordedMinor: 25_100,
      missingMinor: 25_100,
    });
    expect(recorded.signatures).toHaveLength(2);
    expect(await entriesOf(recorded)).toEqual([
      { kind: 'L6', lines: ['1300 25100', '2120 -25100'] },
    ]);
    expect(await refusalOf(app, () => sign(third, id, 25_100))).toBe(
      'contributions.sheet-not-open',
    );
    const { progress } = await campaignOf(app, campaign.id);
    expect(progress).toMatchObject({ countedMinor: 0, offlineMinor: 0, payers: 0 });
  });

  it('is not recorded by one person, whatever the code says', async () => {
    const campaign = await aLive(scene);
    const [first] = collectorsOf(scene.council);
    const sheet = await anOpenSheet(scene, campaign, [aReceipt()]);
    await ok(sign(first, sheet.id, sheet.totalMinor));
    await expect(
      app.database.query(
        `UPDATE offline_sheets SET recorded_at = now(), recorded_minor = $2, state = 'recorded' WHERE id = $1`,
        [sheet.id, sheet.totalMinor],
      ),
    ).rejects.toThrow('two collectors');
  });
});

describe('a whole list at once', () => {
  it('shows every row with what is wrong in it, and takes all of a list or nothing', async () => {
    const campaign = await aLive(scene);
    const [first] = collectorsOf(scene.council);
    const { id } = await anOpenSheet(scene, campaign, [aReceipt({ receiptNumber: 'CSV-9' })]);
    const csv = 'chitanta;nume;suma;email\nCSV-1;Ana;12,50;ana@x.md\nCSV-9;;5;\nCSV-3;;50,01;\n';
    const body = { csv, locale: 'ro' };
    const preview = await ok(
      first.browser.post<{ wrong: number; totalMinor: number; rows: { problems: string[] }[] }>(
        `/offline-sheets/${id}/csv-preview`,
        body,
      ),
    );
    expect(preview).toMatchObject({ wrong: 2, totalMinor: 1_250 + 500 + 5_001 });
    expect(preview.rows.map(({ problems }) => problems)).toEqual([
      [],
      ['contributions.sheet-receipt-known'],
      ['contributions.sheet-name-needed'],
    ]);
    const importing = () => first.browser.post(`/offline-sheets/${id}/csv`, body);
    expect(await refusalOf(app, importing)).toBe('contributions.sheet-rows-wrong');
    const right = { csv: 'receipt,name,amount\nCSV-1,Ana,12.50\nCSV-2,,5\n', locale: 'en' };
    const sheet = await ok(first.browser.post<SheetView>(`/offline-sheets/${id}/csv`, right));
    expect(sheet).toMatchObject({ lines: 3, totalMinor: 5_000 + 1_250 + 500 });
    const noColumns = () =>
      first.browser.post(`/offline-sheets/${id}/csv`, { csv: 'a,b\n1,2\n', locale: 'en' });
    expect(await refusalOf(app, noColumns)).toBe('contributions.sheet-columns-missing');
  });
});

describe('what was signed for is corrected by counter lines only', () => {
  it('L6: a wrong receipt is countered and a forgotten one added, each with a second word', async () => {
    const campaign = await aLive(scene);
    const [first, second] = collectorsOf(scene.council);
    const lines = [aReceipt({ receiptNumber: 'C-1' }), aReceipt()];
    const sheet = await aRecordedSheet(scene, campaign, lines);
    const [wrong] = sheet.items;
    const path = `/offline-lines/${wrong?.id ?? ''}`;
    expect(await refusalOf(app, () => first.browser.delete(path))).toBe(
      'contributions.sheet-line-confirmed',
    );
    const counter = { reason: 'EUR 30, not 50' };
    await ok(first.browser.post(`${path}/counter-line`, counter));
    const twice = () => first.browser.post(`${path}/counter-line`, counter);
    expect(await refusalOf(app, twice)).toBe('contributions.sheet-line-countered');
    const waiting = (await sheetOf(first, sheet.id)).items.find(({ kind }) => kind === 'counter');
    const confirmPath = `/offline-lines/${waiting?.id ?? ''}/confirmation`;
    const alone = () => first.browser.post(confirmPath, {});
    expect(await refusalOf(app, alone)).toBe('contributions.sheet-second-collector-needed');
    const countered = await ok(second.browser.post<SheetView>(confirmPath, {}));
    expect(countered).toMatchObject({ recordedMinor: 5_000, lines: 1 });
    const added = aReceipt({ receiptNumber: 'C-1', amountMinor: 3_000 });
    const withLine = await ok(addLine(first, sheet.id, added));
    expect(withLine).toMatchObject({ recordedMinor: 5_000 });
    const line = withLine.items.find(({ isWaiting }) => isWaiting);
    const whole = await ok(
      second.browser.post<SheetView>(`/offline-lines/${line?.id ?? ''}/confirmation`, {}),
    );
    expect(whole).toMatchObject({ recordedMinor: 8_000, lines: 2 });
    expect((await entriesOf(whole)).map((entry) => entry.lines)).toEqual([
      ['1300 10000', '2120 -10000'],
      ['1300 -5000', '2120 5000'],
      ['1300 3000', '2120 -3000'],
    ]);
    await expect(
      app.database.query(`DELETE FROM offline_lines WHERE id = $1`, [wrong?.id]),
    ).rejects.toThrow('stays');
  });

  it('asks for the slip, and for a day that has come', async () => {
    const campaign = await aLive(scene);
    const sheet = await aRecordedSheet(scene, campaign, [aReceipt()]);
    const [collector] = collectorsOf(scene.council);
    const slipFileId = await aFile(collector.browser, 'deposit-slip');
    const early = { bankReference: 'DEP-1', bankedOn: '2099-01-01', slipFileId };
    const tooEarly = () => collector.browser.post(`/offline-sheets/${sheet.id}/banking`, early);
    expect(await refusalOf(app, tooEarly)).toBe('contributions.sheet-banked-in-future');
    const banked = await ok(bank(scene, sheet, 'DEP-1'));
    expect(banked).toMatchObject({ state: 'banked', bankReference: 'DEP-1' });
    expect((await bank(scene, sheet, 'DEP-2')).body.code).toBe('contributions.sheet-not-recorded');
    const writeOff = () =>
      finance.browser.post(`/offline-sheets/${sheet.id}/write-off`, { reason: 'nothing is short' });
    expect(await refusalOf(app, writeOff)).toBe('contributions.sheet-not-short');
    await payIn(app, finance, 5_000, 'DEP-1');
    const [first] = collectorsOf(scene.council);
    expect((await sheetOf(first, sheet.id)).state).toBe('reconciled');
  });
});
