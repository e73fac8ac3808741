import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import type {
  FundDeskView,
  MatchingFundPageView,
  MatchingFundView,
} from '@vatra/shared/matching/funds.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { Problem } from '@vatra/shared/problem';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import {
  aBankLine,
  aFunder,
  anOpenFund,
  balanceOf,
  draftFund,
  fundAtDesk,
  moveMoney,
  proposeMoney,
  theRules,
  type Funder,
} from '../../../../test/support/funds.js';
import type { Answer } from '../../../../test/support/browser.js';
import { localDay } from '../../../../test/support/campaign.js';
import { refusalOf } from '../../../../test/support/footprint.js';
import { aFinanceTeam, type Finance } from '../../../../test/support/funded.js';
import { aPerson, aPersonWith } from '../../../../test/support/people.js';
import { aVillage, join, ok, type Village } from '../../../../test/support/village.js';

let app: TestApp;
let village: Village;
let finance: Finance;
let funder: Funder;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  finance = await aFinanceTeam(app, village);
  funder = await aFunder(app, village);
});
afterAll(() => app.close());

const reason = 'looked at';

/** The code of a refusal that left nothing behind. */
const refused = (sent: () => Promise<Answer<unknown>>) => refusalOf(app, sent);

async function anUncheckedFunder(): Promise<Funder> {
  const person = await aPerson(app, 'Una Unchecked');
  const { id } = await ok(
    person.browser.post<{ id: string }>('/organisations', {
      kind: 'matching_funder',
      name: 'Fundația neverificată (demo)',
      country: 'CH',
      placeIds: [village.placeId],
      contactEmail: person.email,
    }),
  );
  return { id, person };
}

function publicFund(id: string) {
  return app.visitor().get<MatchingFundPageView & Problem>(`/matching-funds/${id}`);
}

describe('R52: the rules', () => {
  it('R52: are written by a checked funder, and by nobody else', async () => {
    const stranger = await aPerson(app, 'Sergiu Stranger');
    const path = `/organisations/${funder.id}/matching-funds`;
    const rules = await theRules(app);
    expect((await stranger.browser.post(path, rules)).status).toBe(403);
    const elsewhere = `/organisations/${village.authorityId}/matching-funds`;
    expect((await funder.person.browser.post(elsewhere, rules)).status).toBe(403);
    const own = await anUncheckedFunder();
    const mine = () => own.person.browser.post(`/organisations/${own.id}/matching-funds`, rules);
    expect(await refused(mine)).toBe('matching.funder-not-verified');
    const fund = await draftFund(app, funder);
    const desk = () => own.person.browser.get(`/matching-funds/${fund.id}/desk`);
    expect(await refused(desk)).toBe('matching.not-a-funder');
    const end = { endsOn: await localDay(app, 20), reason };
    const notice = () => funder.person.browser.post(`/matching-funds/${fund.id}/notice`, end);
    expect(await refused(notice)).toBe('matching.not-open');
    expect(fund).toMatchObject({ state: 'draft', mayWrite: true, potMinor: 100_000 });
  });

  it('R52: make sense before they are kept', async () => {
    const path = `/organisations/${funder.id}/matching-funds`;
    const attempts: [object, string][] = [
      [{ higherRatioPercent: 100 }, 'matching.higher-ratio-not-higher'],
      [{ donorCapMinor: 100_001 }, 'matching.cap-above-pot'],
      [{ opensOn: await localDay(app, -1) }, 'matching.window-in-the-past'],
      [
        { opensOn: await localDay(app, 9), closesOn: await localDay(app, 8) },
        'matching.window-reversed',
      ],
      [{ placeIds: [funder.id] }, 'matching.place-unknown'],
    ];
    for (const [changes, code] of attempts) {
      const body = { ...(await theRules(app)), ...changes };
      expect(await refused(() => funder.person.browser.post(path, body))).toBe(code);
    }
  });

  it('R52: may change as long as no money is there, and are nobody’s to read', async () => {
    const { id } = await draftFund(app, funder);
    expect((await publicFund(id)).status).toBe(404);
    const body = await theRules(app, { ratioPercent: 50 });
    const changed = await ok(
      funder.person.browser.put<FundDeskView>(`/matching-funds/${id}`, body),
    );
    expect(changed.ratioPercent).toBe(50);
  });

  it('R52: are frozen and public from the moment the pot is there', async () => {
    const { id } = await anOpenFund(app, { funder, finance });
    const path = `/matching-funds/${id}`;
    const others = await theRules(app, { ratioPercent: 1 });
    const change = () => funder.person.browser.put(path, others);
    expect(await refused(change)).toBe('matching.rules-frozen');
    const { body } = await publicFund(id);
    expect(body).toMatchObject({ state: 'open', ratioPercent: 100, projects: [] });
    expect(JSON.stringify(body)).not.toContain('donorId');
    const { items } = await ok(app.visitor().get<Page<MatchingFundView>>('/matching-funds'));
    expect(items.map((one) => one.id)).toContain(id);
    await expect(
      app.database.query('UPDATE matching_funds SET ratio_percent = 1 WHERE id = $1', [id]),
    ).rejects.toMatchObject({ code: 'VA052' });
  });
});

describe('R56, L25: the money of a fund', () => {
  it('L25: one of finance proposes, another books, and the bank line is used up', async () => {
    const { id } = await draftFund(app, funder);
    const before = await balanceOf(app, '1100');
    const desk = await proposeMoney(app, finance, id, { kind: 'paid_in', amountMinor: 40_000 });
    const money = desk.money[0];
    expect(money).toMatchObject({ state: 'proposed', mayDecide: false });
    expect(await balanceOf(app, '2200', id)).toBe(0);
    const path = `/matching-fund-money/${money?.id ?? ''}/decision`;
    const verdict = { decision: 'accept', reason };
    expect((await finance.maker.browser.post(path, verdict)).status).toBe(403);
    const booked = await ok(finance.checker.browser.post<FundDeskView>(path, verdict));
    expect(booked.sums).toMatchObject({ depositedMinor: 40_000, freeMinor: 40_000 });
    expect(await balanceOf(app, '2200', id)).toBe(40_000);
    expect(await balanceOf(app, '1100')).toBe(before + 40_000);
    expect(await refused(() => finance.checker.browser.post(path, verdict))).toBe(
      'matching.money-decided-already',
    );
    expect((await fundAtDesk(finance, id)).state).toBe('draft');
  });

  it('L25: a booking proves one amount, in its direction, once', async () => {
    const { id } = await draftFund(app, funder);
    const line = await aBankLine(app, finance.maker, 5_000);
    const path = `/matching-funds/${id}/money`;
    const body = { kind: 'paid_in', amountMinor: 5_000, note: 'x', bankLineId: line.id };
    const unfit = 'matching.bank-line-does-not-fit';
    const { browser } = finance.maker;
    expect(await refused(() => browser.post(path, { ...body, amountMinor: 4_999 }))).toBe(unfit);
    expect(await refused(() => browser.post(path, { ...body, bankLineId: id }))).toBe(unfit);
    const none = { kind: 'paid_in', amountMinor: 5_000, note: 'x' };
    expect(await refused(() => browser.post(path, none))).toBe('matching.bank-line-missing');
    await ok(browser.post(path, body));
    expect(await refused(() => browser.post(path, body))).toBe(unfit);
  });

  it('nobody of the funder confirms its own money, and nobody both proposes and confirms', async () => {
    const { id } = await draftFund(app, funder);
    const both = await aPersonWith(app, village.administrator, 'finance_maker', 'Bogdan Both');
    await ok(
      village.administrator.browser.post('/people/roles', {
        email: both.email,
        role: 'finance_checker',
      }),
    );
    const [money] = (
      await proposeMoney(app, { ...finance, maker: both }, id, {
        kind: 'paid_in',
        amountMinor: 1_000,
      })
    ).money;
    const path = `/matching-fund-money/${money?.id ?? ''}/decision`;
    const verdict = { decision: 'accept', reason };
    expect(await refused(() => both.browser.post(path, verdict))).toBe('matching.same-person');
    const insider = await aPersonWith(app, village.administrator, 'finance_checker', 'Ina Inside');
    await join(funder.person, insider, funder.id, ['matching_funder']);
    expect(await refused(() => insider.browser.post(path, verdict))).toBe('matching.own-fund');
  });

  it('R56: a letter opens a fund as money does; what comes later takes the promise’s place', async () => {
    const { id } = await draftFund(app, funder);
    await moveMoney(app, finance, id, { kind: 'paid_in', amountMinor: 30_000 });
    await moveMoney(app, finance, id, { kind: 'guarantee', amountMinor: 70_000 });
    await app.quiet();
    const promised = await fundAtDesk(finance, id);
    expect(promised).toMatchObject({
      state: 'open',
      sums: { depositedMinor: 100_000, promisedMinor: 70_000, freeMinor: 100_000 },
    });
    expect(await balanceOf(app, '1320', id)).toBe(70_000);
    const line = await aBankLine(app, finance.maker, 70_001);
    const tooMuch = () =>
      finance.maker.browser.post(`/matching-funds/${id}/money`, {
        kind: 'received',
        amountMinor: 70_001,
        note: 'x',
        bankLineId: line.id,
      });
    expect(await refused(tooMuch)).toBe('matching.more-than-promised');
    await moveMoney(app, finance, id, { kind: 'received', amountMinor: 50_000 });
    const lapsed = await moveMoney(app, finance, id, { kind: 'lapsed', amountMinor: 20_000 });
    expect(lapsed.sums).toMatchObject({
      depositedMinor: 80_000,
      promisedMinor: 0,
      freeMinor: 80_000,
    });
    expect(await balanceOf(app, '1320', id)).toBe(0);
  });

  it('R56: a guarantee without its letter is none', async () => {
    const { id } = await draftFund(app, funder);
    const sent = () =>
      finance.maker.browser.post(`/matching-funds/${id}/money`, {
        kind: 'guarantee',
        amountMinor: 1_000,
        note: 'x',
      });
    expect(await refused(sent)).toBe('matching.letter-missing');
  });

  it('a refused proposal leaves its booking to somebody else', async () => {
    const { id } = await draftFund(app, funder);
    const desk = await proposeMoney(app, finance, id, { kind: 'paid_in', amountMinor: 2_000 });
    const path = `/matching-fund-money/${desk.money[0]?.id ?? ''}/decision`;
    await ok(finance.checker.browser.post(path, { decision: 'refuse', reason }));
    expect(await balanceOf(app, '2200', id)).toBe(0);
    const rows = await app.database.query<{ matched: string | null }>(
      `SELECT matched_kind AS matched FROM bank_lines l JOIN matching_fund_money m ON m.bank_line_id = l.id
        WHERE m.fund_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ matched: 'unknown' }]);
  });

  it('duties name who is next', async () => {
    const { id } = await draftFund(app, funder);
    const dutiesOf = async (person: Finance['maker']) => {
      const answer = await ok(person.browser.get<Page<DutyView> | DutyView[]>('/me/duties'));
      const all = Array.isArray(answer) ? answer : answer.items;
      return all.filter(({ subjectId }) => subjectId === id).map(({ kind }) => kind);
    };
    expect(await dutiesOf(finance.maker)).toEqual(['duty.matching.fund-money']);
    await proposeMoney(app, finance, id, { kind: 'paid_in', amountMinor: 2_000 });
    expect(await dutiesOf(finance.checker)).toEqual(['duty.matching.confirm-money']);
  });
});

describe('the window', () => {
  it('opens on its first day, closes on its last, and gives what is free back with a statement', async () => {
    const { id } = await anOpenFund(
      app,
      { funder, finance },
      { opensOn: await localDay(app, 3), closesOn: await localDay(app, 20) },
    );
    expect((await fundAtDesk(finance, id)).state).toBe('verified');
    await app.moveClock({ days: 3 });
    await app.quiet();
    expect((await fundAtDesk(finance, id)).state).toBe('open');
    const early = () => finance.checker.browser.post(`/matching-funds/${id}/settlement`, {});
    expect(await refused(early)).toBe('matching.not-closed');
    await app.moveClock({ days: 20 });
    await app.quiet();
    expect((await fundAtDesk(finance, id)).state).toBe('closed');
    const full = () => finance.checker.browser.post(`/matching-funds/${id}/settlement`, {});
    expect(await refused(full)).toBe('matching.money-left');
    const bank = await balanceOf(app, '1100');
    await moveMoney(app, finance, id, { kind: 'returned', amountMinor: 100_000 });
    expect(await balanceOf(app, '1100')).toBe(bank - 100_000);
    const settled = await ok(
      finance.checker.browser.post<FundDeskView>(`/matching-funds/${id}/settlement`, {}),
    );
    expect(settled.state).toBe('settled');
    expect(settled.money.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'returned confirmed',
      'paid_in confirmed',
    ]);
  });

  it('ends early only with fourteen days of notice', async () => {
    const { id } = await anOpenFund(app, { funder, finance });
    const path = `/matching-funds/${id}/notice`;
    const { browser } = funder.person;
    const tooSoon = await localDay(app, 13);
    const soon = () => browser.post(path, { endsOn: tooSoon, reason });
    expect(await refused(soon)).toBe('matching.notice-too-short');
    const endsOn = await localDay(app, 15);
    await ok(browser.post(path, { endsOn, reason }));
    expect(await refused(() => browser.post(path, { endsOn, reason }))).toBe(
      'matching.notice-given-already',
    );
    await app.moveClock({ days: 14 });
    await app.quiet();
    expect((await fundAtDesk(finance, id)).state).toBe('open');
    await app.moveClock({ days: 2 });
    await app.quiet();
    expect((await fundAtDesk(finance, id)).state).toBe('closed');
  });
});

describe('R52: the calls of one funder', () => {
  it('R52: are fifty calls of one funder at most', async () => {
    const busy = await aFunder(app, village);
    for (let written = 0; written < 50; written += 1) await draftFund(app, busy);
    const rules = await theRules(app);
    const one = () => busy.person.browser.post(`/organisations/${busy.id}/matching-funds`, rules);
    expect(await refused(one)).toBe('matching.too-many-funds');
  });
});
