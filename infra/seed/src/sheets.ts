import type { SheetView } from '@vatra/shared/contributions/offline.views';
import type { BankErrands } from './bank.js';
import type { Calendar } from './calendar.js';
import { uploadPaper } from './prepare.js';
import { campaignOf, type Stage1, type Story } from './story.js';

interface Fair {
  readonly event: string;
  readonly place: string;
  /** Days after the start of the campaign. */
  readonly day: number;
  /** Whole euros; the nameless ones stand under an empty name. */
  readonly receipts: readonly (readonly [name: string, euros: number])[];
  /** What the bank shows less than was signed for, whole euros. */
  readonly missing: number;
}

/** Cash is collected for two of the stories: one sheet comes whole, of the other a part is missing. */
const FAIRS: Readonly<Partial<Record<string, Fair>>> = {
  lozova: {
    event: 'Hramul satului',
    place: 'Padova',
    day: 18,
    receipts: [
      ['Andrei Munteanu', 50],
      ['Maria Ciobanu', 20],
      ['Valentina Rotaru', 30],
      ['', 15],
      ['', 10],
      ['Sergiu Plămădeală', 25],
    ],
    missing: 0,
  },
  'dealul-proba': {
    event: 'Masa de toamnă',
    place: 'Dublin',
    day: 12,
    receipts: [
      ['Ion Cebotari', 60],
      ['Elena Vrabie', 40],
      ['Nicolae Donțu', 20],
      ['', 30],
      ['', 20],
    ],
    missing: 30,
  },
};

/** Writes the fair of a story into the calendar, with the bank's part of it. */
export function collectCash(
  stage: Stage1,
  calendar: Calendar,
  bank: BankErrands,
  story: Story,
): void {
  const fair = FAIRS[story.key];
  if (fair === undefined) return;
  const on = (day: number, title: string, act: () => Promise<void>) => {
    calendar.putAlone(stage.world.day(story.startDay + day), `${story.key}: ${title}`, act);
  };
  let sheet: SheetView | null = null;
  on(fair.day, 'cash at a fair', async () => {
    sheet = await writeAndSign(stage, story, fair);
  });
  on(fair.day + 3, 'cash at the bank', async () => {
    if (sheet !== null) await payIn(stage, bank, { story, fair, sheet });
  });
  on(fair.day + 6, 'statement', async () => {
    await bank.importStatement();
  });
}

/** One collector writes, both count and sign. */
async function writeAndSign({ world }: Stage1, story: Story, fair: Fair): Promise<SheetView> {
  const [first, second] = story.association.board;
  if (first === undefined || second === undefined)
    throw new Error('a board of one collects no cash');
  const heldOn = (await world.now()).toISOString().slice(0, 10);
  const path = `/campaigns/${campaignOf(story)}/offline-sheets`;
  const { organisationId } = story.association;
  const { event, place } = fair;
  const { id } = await first.browser.post<SheetView>(path, {
    organisationId,
    event,
    place,
    heldOn,
  });
  for (const [index, [donorName, euros]] of fair.receipts.entries()) {
    await first.browser.post(`/offline-sheets/${id}/lines`, {
      receiptNumber: `${story.key.slice(0, 3).toUpperCase()}-${String(index + 1).padStart(3, '0')}`,
      amountMinor: euros * 100,
      ...(donorName !== '' && { donorName }),
      locale: 'ro',
    });
  }
  const totalMinor = sumMinor(fair);
  await first.browser.post(`/offline-sheets/${id}/signatures`, { totalMinor });
  return second.browser.post<SheetView>(`/offline-sheets/${id}/signatures`, { totalMinor });
}

async function payIn(
  { world }: Stage1,
  bank: BankErrands,
  { story, fair, sheet }: { story: Story; fair: Fair; sheet: SheetView },
): Promise<void> {
  const [first] = story.association.board;
  const bankedOn = (await world.now()).toISOString().slice(0, 10);
  const bankReference = `DEP-${sheet.number}`;
  await bank.receive({
    amountMinor: sumMinor(fair) - fair.missing * 100,
    reference: bankReference,
    remittance: sheet.reference,
    payerName: sheet.organisationName,
    valueDate: bankedOn,
  });
  if (first === undefined) return;
  const slipFileId = await uploadPaper(first.browser, 'deposit-slip', `Slip ${bankReference}`);
  const body = { bankReference, bankedOn, slipFileId };
  await first.browser.post(`/offline-sheets/${sheet.id}/banking`, body);
}

function sumMinor({ receipts }: Fair): number {
  return receipts.reduce((sum, [, euros]) => sum + euros * 100, 0);
}
