import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { StartContributionDto } from '@vatra/shared/contributions/contributions.dto';
import type { GiverDeskView } from '@vatra/shared/contributions/giver-checks.views';
import type { FileView } from '@vatra/shared/files/files.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { aFinanceTeam, type Finance } from '../../../../test/support/funded.js';
import {
  aCard,
  aLiveCampaign,
  aWish,
  freshDonor,
  payWith,
  progressOf,
  provePayee,
  startGift,
  untilState,
} from '../../../../test/support/gifts.js';
import type { TestPerson } from '../../../../test/support/people.js';
import {
  tryTransfer,
  progressOf as transferOf,
  transferIn,
} from '../../../../test/support/transfers.js';
import { aVillage, anAssociation, ok } from '../../../../test/support/village.js';

const LIST = [
  'fileGenerationDate;Entity_EU_ReferenceNumber;NameAlias_WholeName;NameAlias_Gender',
  '28/11/2026;EU.9001.10;Vasile Inventat;M',
  '28/11/2026;EU.9002.20;"Firma ""Inventată""; SRL";',
].join('\r\n');
const WHY = 'Cunoaștem persoana, scrisoarea băncii este la dosar.';
const NAMED = { donorName: 'Ana Rusu', country: 'IT' };
const euro = (minor: number) => ({ gift: { minor, currency: 'EUR' as const } });

let app: TestApp;
let finance: Finance;
let campaign: CampaignView;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  const village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  await provePayee(village, finance);
  const association = await anAssociation(app, village, { members: 3 });
  const goals = { minimumMinor: 1_000_000, optimumMinor: 2_000_000 };
  campaign = await aLiveCampaign(app, village, { association, goals });
}, 240_000);
afterAll(() => app.close());

const start = (changes: Partial<StartContributionDto>) =>
  startGift(app.visitor(), campaign.id, aWish(changes));
const tryStart = (changes: Partial<StartContributionDto>) =>
  app.visitor().post(`/campaigns/${campaign.id}/contributions`, aWish(changes));
const desk = (person: TestPerson) => ok(person.browser.get<GiverDeskView>('/giver-checks'));
const decide = (person: TestPerson, id: string, decision: string) =>
  person.browser.post<GiverDeskView>(`/giver-checks/${id}/decision`, { decision, reason: WHY });

async function importList(text: string) {
  const file = {
    name: 'list.csv',
    type: 'text/csv',
    bytes: new TextEncoder().encode(text),
  };
  const { browser } = finance.maker;
  const { id: fileId } = await ok(browser.upload<FileView>('sanction-list', file));
  return browser.post<GiverDeskView>('/sanction-lists', { fileId });
}

async function checkOf(id: string) {
  const [row] = await app.database.query<{ state: string; outcome: string; source: string | null }>(
    'SELECT state, outcome, source_of_funds AS source FROM giver_checks WHERE id = $1',
    [id],
  );
  return row;
}

async function mailsTo(template: string, email: string): Promise<number> {
  const [row] = await app.database.query<{ n: number }>(
    'SELECT count(*)::integer AS n FROM mails WHERE template = $1 AND recipient = $2',
    [template, email],
  );
  return row?.n ?? 0;
}

describe('R43: a gift above EUR 1,000', () => {
  it('is refused without a name and a country, and asks nothing below', async () => {
    const code = 'contributions.giver-unnamed';
    const nameless = { ...euro(100_001), country: 'IT' };
    expect(await refusalOf(app, () => tryStart(nameless))).toBe(code);
    const homeless = { ...euro(100_001), donorName: 'Ana Rusu' };
    expect(await refusalOf(app, () => tryStart(homeless))).toBe(code);
    const { checkoutUrl, id } = await start(euro(100_000));
    expect(checkoutUrl).not.toBeNull();
    expect(await checkOf(id)).toBeUndefined();
  });

  it('waits for a person while there is no list, and has no page to be paid on', async () => {
    const email = freshDonor();
    const started = await start({ ...euro(150_000), ...NAMED, email });
    expect(started.checkoutUrl).toBeNull();
    await app.quiet();
    const given = { ...started, email };
    expect(await progressOf(app, given)).toMatchObject({ isChecked: true, checkoutUrl: null });
    expect(await mailsTo('donor.check-asked', email)).toBe(1);
    const { waiting, list } = await desk(finance.maker);
    expect(list).toBeNull();
    expect(waiting).toMatchObject([
      { id: started.id, donorName: 'Ana Rusu', country: 'IT', outcome: 'unchecked' },
    ]);
    const duties = await ok(finance.checker.browser.get<DutyView[]>('/me/duties'));
    expect(duties.map(({ kind }) => kind)).toContain('duty.contributions.check-giver');
    const stranger = () => decide(finance.maker, campaign.id, 'accept');
    expect(await refusalOf(app, stranger)).toBe('contributions.check-not-found');
    await ok(decide(finance.maker, started.id, 'accept'));
    const again = () => decide(finance.checker, started.id, 'refuse');
    expect(await refusalOf(app, again)).toBe('contributions.check-decided');
    await app.quiet();
    const open = await progressOf(app, given);
    expect(open).toMatchObject({ isChecked: false, state: 'created' });
    expect(await mailsTo('donor.check-accepted', email)).toBe(1);
    expect(await payWith({ ...started, checkoutUrl: open.checkoutUrl }, aCard())).toBe(303);
    await untilState(app, given, 'succeeded');
  });

  it('may not be let through by the one who gives it', async () => {
    const { browser } = finance.maker;
    const wish = aWish({ ...euro(150_000), ...NAMED });
    const { id } = await startGift(browser, campaign.id, wish);
    const own = () => decide(finance.maker, id, 'accept');
    expect(await refusalOf(app, own)).toBe('contributions.check-own');
    await ok(decide(finance.checker, id, 'refuse'));
    await app.quiet();
    expect(await mailsTo('donor.check-refused', wish.email)).toBe(1);
    expect(await checkOf(id)).toMatchObject({ state: 'refused' });
  });

  it('is given up when nobody looks at it in ten days', async () => {
    const { id } = await start({ ...euro(150_000), ...NAMED });
    await app.moveClock({ days: 11 });
    await app.quiet();
    expect(await checkOf(id)).toMatchObject({ state: 'expired' });
    const late = () => decide(finance.checker, id, 'accept');
    expect(await refusalOf(app, late)).toBe('contributions.check-decided');
  });
});

describe('R43: the list', () => {
  it('is the one that is published, brought by finance from a file', async () => {
    const wrong = await importList('name;reference\r\nVasile;EU.1');
    expect(wrong.body).toMatchObject({ code: 'contributions.sanction-list-unreadable' });
    const { list } = await ok(importList(LIST));
    expect(list).toMatchObject({ names: 2 });
  });

  it('lets through at once who is not on it', async () => {
    const { id, checkoutUrl } = await start({ ...euro(150_000), ...NAMED });
    expect(checkoutUrl).not.toBeNull();
    expect(await checkOf(id)).toEqual({ state: 'clear', outcome: 'clear', source: null });
  });

  it('stops a name like one of it, however it is written', async () => {
    const alike = { donorName: 'INVENTAT, Ion Vasile', country: 'FR' };
    const { id, checkoutUrl } = await start({ ...euro(100_100), ...alike });
    expect(checkoutUrl).toBeNull();
    const { waiting } = await desk(finance.checker);
    const found = waiting.find((one) => one.id === id);
    expect(found).toMatchObject({ outcome: 'match', matches: ['EU.9001.10 Vasile Inventat'] });
  });
});

describe('R43: above EUR 10,000', () => {
  it('needs the source of the money and a person, also where the list says nothing', async () => {
    const wish = { ...euro(1_000_001), ...NAMED };
    expect(await refusalOf(app, () => tryStart(wish))).toBe('contributions.source-needed');
    const sourceOfFunds = 'Vânzarea casei părintești, act notarial.';
    const { id, checkoutUrl } = await start({ ...wish, sourceOfFunds });
    expect(checkoutUrl).toBeNull();
    expect(await checkOf(id)).toEqual({
      state: 'waiting',
      outcome: 'clear',
      source: sourceOfFunds,
    });
    await ok(decide(finance.checker, id, 'refuse'));
    // What was asked of somebody whose gift is not taken is not kept.
    expect(await checkOf(id)).toMatchObject({ state: 'refused', source: null });
  });
});

describe('R43: several gifts', () => {
  it('add up when they are made in the same moment', async () => {
    const email = freshDonor();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => tryStart({ ...euro(90_000), email })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ body }) => (body as { code: string }).code)).toEqual(
      Array.from({ length: 4 }, () => 'contributions.giver-unnamed'),
    );
  });
});

describe('R43: by transfer', () => {
  it('has a reference only when it was let through, and is taken as announced', async () => {
    const alike = { donorName: 'Vasile Inventat', country: 'FR' };
    const held = await ok(tryTransfer(app, campaign, 150_000, alike));
    expect(held.instructions).toBeNull();
    await ok(decide(finance.maker, held.id, 'accept'));
    await app.quiet();
    const { transfer } = await transferOf(app, held);
    const words = transfer?.reference ?? '';
    await transferIn(app, finance.maker, { minor: 150_001, words });
    expect((await transferOf(app, held)).state).toBe('created');
    await transferIn(app, finance.maker, { minor: 150_000, words });
    expect((await transferOf(app, held)).state).toBe('succeeded');
  });
});
