import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { SheetLineDto } from '@vatra/shared/contributions/offline.dto';
import type { SheetView } from '@vatra/shared/contributions/offline.views';
import type { Problem } from '@vatra/shared/problem';
import type { TestApp } from '../app.js';
import type { Answer } from './browser.js';
import { localDay, type Scene } from './campaign.js';
import { creditOf, importStatement } from './payments.js';
import type { TestPerson } from './people.js';
import { aFile, ok, type Association } from './village.js';

let receipts = 0;

/** EUR 50 without a name, unless said otherwise; each receipt has its own number. */
export function aReceipt(changes: Partial<SheetLineDto> = {}): SheetLineDto {
  receipts += 1;
  return { receiptNumber: `R-${String(receipts)}`, amountMinor: 5_000, locale: 'ro', ...changes };
}

/** The people of the board who count and sign. */
export function collectorsOf({ board }: Association): [TestPerson, TestPerson, TestPerson] {
  const [first, second, third] = board;
  if (first === undefined || second === undefined || third === undefined) {
    throw new Error('an association with fewer than three on its board');
  }
  return [first, second, third];
}

export async function anOpenSheet(
  scene: Scene,
  campaign: Pick<CampaignView, 'id'>,
  lines: readonly SheetLineDto[] = [],
): Promise<SheetView> {
  const [first] = collectorsOf(scene.council);
  const { id } = await ok(
    first.browser.post<SheetView>(`/campaigns/${campaign.id}/offline-sheets`, {
      organisationId: scene.council.id,
      event: 'Hramul satului',
      place: 'Padova',
      heldOn: await localDay(scene.app),
    }),
  );
  for (const line of lines) await ok(addLine(first, id, line));
  return sheetOf(first, id);
}

export function addLine(
  person: TestPerson,
  id: string,
  line: SheetLineDto,
): Promise<Answer<SheetView & Problem>> {
  return person.browser.post(`/offline-sheets/${id}/lines`, line);
}

export function sign(
  person: TestPerson,
  id: string,
  totalMinor: number,
): Promise<Answer<SheetView & Problem>> {
  return person.browser.post(`/offline-sheets/${id}/signatures`, { totalMinor });
}

export function sheetOf(person: TestPerson, id: string): Promise<SheetView> {
  return ok(person.browser.get<SheetView>(`/offline-sheets/${id}`));
}

/** Signed by two collectors. */
export async function aRecordedSheet(
  scene: Scene,
  campaign: Pick<CampaignView, 'id'>,
  lines: readonly SheetLineDto[],
): Promise<SheetView> {
  const sheet = await anOpenSheet(scene, campaign, lines);
  const [first, second] = collectorsOf(scene.council);
  await ok(sign(first, sheet.id, sheet.totalMinor));
  return ok(sign(second, sheet.id, sheet.totalMinor));
}

export async function bank(
  scene: Scene,
  sheet: SheetView,
  bankReference: string,
): Promise<Answer<SheetView & Problem>> {
  const [first] = collectorsOf(scene.council);
  return first.browser.post(`/offline-sheets/${sheet.id}/banking`, {
    bankReference,
    bankedOn: await localDay(scene.app),
    slipFileId: await aFile(first.browser, 'deposit-slip'),
  });
}

/** The bank's statement shows a sum with the words. */
export async function payIn(
  app: TestApp,
  finance: TestPerson,
  amountMinor: number,
  words: string,
): Promise<void> {
  const day = (await app.now()).toISOString().slice(0, 10);
  await importStatement(finance, [creditOf(amountMinor, words, { day })]);
  await app.quiet();
}
