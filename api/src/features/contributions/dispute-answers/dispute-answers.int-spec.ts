import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { DisputeRowView, DisputeSheetView } from '@vatra/shared/contributions/disputes.views';
import type { FileView } from '@vatra/shared/files/files.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { accountsMovedBy, decide, dispute } from '../../../../test/support/disputes.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { aFinanceTeam, type Finance } from '../../../../test/support/funded.js';
import { aLiveCampaign, give, provePayee } from '../../../../test/support/gifts.js';
import type { TestPerson } from '../../../../test/support/people.js';
import {
  aFile,
  aVillage,
  anAssociation,
  ok,
  type Village,
} from '../../../../test/support/village.js';
import { deliver, eventsSince, holdWebhooks } from '../../../../test/support/webhooks.js';

const SCENE_TIMEOUT_MS = 240_000;
const GOALS = { minimumMinor: 1_000_000, optimumMinor: 1_900_000 };
const SENT_TIMEOUT_MS = 20_000;
const HOUR_MS = 3_600_000;
const WHY = 'The donor wrote to us twice about the works and chose the amount alone.';

let app: TestApp;
let village: Village;
let finance: Finance;
let campaign: CampaignView;

beforeAll(async () => {
  app = await startTestApp({
    emulator: true,
    unsound: { B9: 'the operator has no money here to pay for fees and losses (L27)' },
  });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  const association = await anAssociation(app, village, { members: 3 });
  campaign = await aLiveCampaign(app, village, { association, goals: GOALS });
}, SCENE_TIMEOUT_MS);
afterAll(() => app.close());

interface Claim {
  readonly id: string;
  readonly providerId: string;
}

/** A gift that its donor's bank claims back, as finance finds it. */
async function aClaim(kind: 'chargeback' | 'inquiry' = 'chargeback'): Promise<Claim> {
  const gift = await give(app, campaign.id, { wish: { tipMinor: 300 } });
  await app.quiet();
  const providerId = await dispute(app, gift, { kind });
  await app.quiet();
  const rows = await ok(finance.maker.browser.get<DisputeRowView[]>('/disputes'));
  const id = rows.find((row) => row.providerId === providerId)?.id ?? '';
  return { id, providerId };
}

const sheetOf = ({ id }: Claim) =>
  ok(finance.checker.browser.get<DisputeSheetView>(`/disputes/${id}`));
/** A call whose outcome is unknown rests a moment before it is made again. */
async function untilSent(claim: Claim): Promise<DisputeSheetView> {
  const deadline = Date.now() + SENT_TIMEOUT_MS;
  for (;;) {
    const sheet = await sheetOf(claim);
    if (sheet.answer.state === 'sent') return sheet;
    if (Date.now() > deadline) throw new Error(`the answer is ${String(sheet.answer.state)}`);
    await app.quiet();
  }
}
const write = ({ browser }: TestPerson, { id }: Claim, changes: object = {}) =>
  browser.put<DisputeSheetView>(`/disputes/${id}/answer`, {
    ...{ version: 0, description: 'A gift to a village.', refundPolicy: 'Back in 14 days.' },
    ...{ explanation: WHY, ...changes },
  });
const submit = ({ browser }: TestPerson, { id }: Claim, version = 1) =>
  browser.post<DisputeSheetView>(`/disputes/${id}/answer/submission`, { version });
const accept = ({ browser }: TestPerson, { id }: Claim) =>
  browser.post<DisputeSheetView>(`/disputes/${id}/acceptance`);
const fault = (order: object) => app.emulator?.control('/faults', { times: 1, ...order });
const uploads = async (): Promise<number> =>
  (await atProvider<{ data: readonly object[] }>('/files?limit=100')).data.length;

interface ProviderDispute {
  readonly status: string;
  readonly evidence: Readonly<Record<string, string | null>>;
  readonly evidence_details: { readonly submission_count: number };
}

async function atProvider<Body>(path: string, form?: string): Promise<Body> {
  const response = await fetch(`${app.emulator?.url ?? ''}/v1${path}`, {
    headers: {
      authorization: 'Bearer sk_test_0123456789abcdefghij',
      'content-type': 'application/x-www-form-urlencoded',
    },
    ...(form !== undefined && { method: 'POST', body: form }),
  });
  return (await response.json()) as Body;
}

describe('an answer to a bank', () => {
  let claim: Claim;

  it('R51: what is at stake, until when, and what is known is there to begin with', async () => {
    claim = await aClaim();
    const { dispute: row, answer, donorName, may } = await sheetOf(claim);
    expect([row.taken?.minor, row.task, may]).toEqual([5_300, 'answer', ['write', 'accept']]);
    expect(Date.parse(row.dueBy ?? '')).toBeGreaterThan((await app.now()).getTime());
    expect(donorName).not.toBe('');
    expect(answer).toMatchObject({ state: null, version: 0, explanation: null, files: [] });
    for (const known of [
      row.receiptNumber ?? '-',
      row.projectSlug,
      row.projectTitle.en,
      'EUR 50.00',
    ])
      expect(answer.description).toContain(known);
    const until = row.evidence.withdrawUntil?.slice(0, 10) ?? '-';
    expect(answer.refundPolicy).toContain(`until ${until}`);
    const { browser } = village.mayor;
    expect((await browser.get(`/disputes/${claim.id}`)).status).toBe(403);
    const nowhere = { id: campaign.id, providerId: '' };
    const lost = [() => submit(finance.maker, nowhere), () => accept(finance.maker, nowhere)];
    for (const act of lost) {
      expect(await refusalOf(app, act)).toBe('contributions.dispute-not-found');
    }
  });

  it('R51: is written in steps, and nobody writes over what they have not read', async () => {
    await ok(write(finance.maker, claim, { explanation: undefined }));
    const refusals = [
      () => write(finance.checker, claim),
      () => submit(finance.checker, claim, 1),
      () => write(finance.maker, claim, { version: 1, explanation: 'short' }),
    ];
    const codes = [];
    for (const refusal of refusals) codes.push(await refusalOf(app, refusal));
    expect(codes).toEqual([
      'contributions.answer-changed',
      'contributions.explanation-needed',
      'http.invalid',
    ]);
    const after = await ok(write(finance.checker, claim, { version: 1 }));
    expect(after.answer).toMatchObject({ state: 'draft', version: 2, explanation: WHY });
    expect(after.may).toEqual(['write', 'submit', 'accept']);
    expect(await refusalOf(app, () => submit(finance.maker, claim, 1))).toBe(
      'contributions.answer-changed',
    );
  });

  it('R51: its papers are what banks can open, and not too much of it', async () => {
    const { browser } = finance.maker;
    const document = await aFile(browser, 'document');
    const other = () => write(finance.maker, claim, { version: 2, receiptFileId: document });
    expect(await refusalOf(app, other)).toBe('files.not-usable');
    const heavy = async (mark: string) => {
      const text = `%PDF-1.7 ${mark}`.padEnd(2_400_000);
      const bytes = new TextEncoder().encode(`${text}%%EOF`);
      const file = { name: `${mark}.pdf`, type: 'application/pdf', bytes };
      return (await ok(browser.upload<FileView>('dispute-evidence', file))).id;
    };
    const papers = { receiptFileId: await heavy('one'), worksFileId: await heavy('two') };
    const tooMuch = () => write(finance.maker, claim, { version: 2, ...papers });
    expect(await refusalOf(app, tooMuch)).toBe('contributions.evidence-too-large');
    const { errors } = (await tooMuch()).body as unknown as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/worksFileId']);
    const receiptFileId = await aFile(browser, 'dispute-evidence');
    const correspondenceFileId = await aFile(browser, 'dispute-evidence');
    const fits = { version: 2, receiptFileId, correspondenceFileId };
    const { answer } = await ok(write(finance.maker, claim, fits));
    expect(answer.files.map(({ slot, file }) => [slot, file.id])).toEqual([
      ['correspondence', correspondenceFileId],
      ['receipt', receiptFileId],
    ]);
  });

  it('R51: two send it at once, an answer is lost and a failure kept: the bank has it once', async () => {
    await fault({ kind: 'reset', when: 'after', only: 'POST /v1/files' });
    await fault({ kind: '500', when: 'after', stored: true, only: 'POST /v1/files' });
    const answering = `POST /v1/disputes/${claim.providerId}`;
    await fault({ kind: '500', when: 'after', stored: true, only: answering });
    const sent = await Promise.all([
      submit(finance.maker, claim, 3),
      submit(finance.checker, claim, 3),
    ]);
    expect(sent.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { dispute: row, answer, may } = await untilSent(claim);
    expect([answer.state, answer.refusal, row.task, may]).toEqual(['sent', null, 'wait', []]);
    expect(answer.sentAt).not.toBeNull();
    const there = await atProvider<ProviderDispute>(`/disputes/${claim.providerId}`);
    expect(there).toMatchObject({
      status: 'under_review',
      evidence_details: { submission_count: 1 },
      evidence: { uncategorized_text: WHY, customer_email_address: row.evidence.receiptSentTo },
    });
    expect(there.evidence.receipt).toMatch(/^file_/);
    expect(there.evidence.customer_communication).toMatch(/^file_/);
    expect(await uploads()).toBe(2);
    const again = [
      () => submit(finance.maker, claim, 3),
      () => write(finance.maker, claim, { version: 3 }),
      () => accept(finance.maker, claim),
    ];
    const codes = [];
    for (const act of again) codes.push(await refusalOf(app, act));
    expect(codes).toEqual([
      'contributions.answer-sent',
      'contributions.dispute-closed',
      'contributions.answer-sent',
    ]);
  });

  it('L11: the bank decides, and the sheet says what was sent', async () => {
    await decide(app, claim.providerId, 'won');
    await app.quiet();
    const { dispute: row, answer } = await sheetOf(claim);
    expect([row.state, answer.state, answer.explanation]).toEqual(['won', 'sent', WHY]);
  });
});

describe('what the provider does not take', () => {
  it('R51: an answer somebody gave by hand is not given twice, and people read why', async () => {
    const claim = await aClaim();
    await ok(write(finance.maker, claim));
    const known = new Set((await eventsSince(app, new Set())).map((event) => event.id));
    await holdWebhooks(app);
    const byHand = 'evidence[uncategorized_text]=by+hand&submit=true';
    await atProvider(`/disputes/${claim.providerId}`, byHand);
    await ok(submit(finance.maker, claim));
    await app.quiet();
    const { answer } = await sheetOf(claim);
    expect([answer.state, answer.refusal]).toEqual(['draft', 'stripe.StripeInvalidRequestError']);
    await app.emulator?.control('/knobs', { webhookDropRate: 0 });
    await deliver(app, await eventsSince(app, known));
    await app.quiet();
    const { dispute: row, may } = await sheetOf(claim);
    expect([row.task, may]).toEqual(['wait', []]);
    const there = await atProvider<ProviderDispute>(`/disputes/${claim.providerId}`);
    expect(there.evidence.uncategorized_text).toBe('by hand');
  });
});

describe('a claim that is accepted', () => {
  it('L12: ends as lost, once, although the answer is lost on the way', async () => {
    const claim = await aClaim();
    await fault({ kind: 'reset', when: 'after', only: `POST /v1/disputes/${claim.providerId}` });
    const moved = await accountsMovedBy(app, campaign.projectId, async () => {
      const sent = await Promise.all([
        accept(finance.maker, claim),
        accept(finance.checker, claim),
      ]);
      expect(sent.map(({ status }) => status).sort()).toEqual([200, 409]);
    });
    expect(moved).toEqual({ '1400': -5_300, '2145': -4_901, '4000': -300, '5000': 99 });
    const { dispute: row, answer, may } = await sheetOf(claim);
    expect([row.state, answer.kind, answer.state, may]).toEqual(['lost', 'acceptance', 'sent', []]);
  });

  it('R51: after the last day nothing is sent any more, but an inquiry can still be closed', async () => {
    const claim = await aClaim('inquiry');
    await ok(write(finance.maker, claim));
    const { dueBy } = (await sheetOf(claim)).dispute;
    await app.moveClock(new Date(Date.parse(dueBy ?? '') + HOUR_MS));
    await app.quiet();
    expect((await sheetOf(claim)).may).toEqual(['accept']);
    expect(await refusalOf(app, () => submit(finance.maker, claim))).toBe(
      'contributions.answer-late',
    );
    await ok(accept(finance.maker, claim));
    await app.quiet();
    expect((await sheetOf(claim)).dispute.state).toBe('won');
  });
});
