import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MeView } from '@vatra/shared/accounts/accounts.views';
import type { ContributionView } from '@vatra/shared/contributions/contributions.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { Problem } from '@vatra/shared/problem';
import { startTestApp, type TestApp } from '../../../test/app.js';
import {
  aFinanceTeam,
  aSettledProject,
  offerPayee,
  verifyPayee,
} from '../../../test/support/funded.js';
import { mailsTo, tokenInMail } from '../../../test/support/people.js';
import {
  aVillage,
  anAssociation,
  type Association,
  type Village,
} from '../../../test/support/village.js';

/** Ten gifts of EUR 1,000 from ten people pass a minimum of EUR 9,000 (R38, R39). */
const GOALS = { minimumMinor: 900_000, optimumMinor: 1_200_000 };
const GIFTS = 10;

let app: TestApp;
let village: Village;
let association: Association;
let donors: string[];

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  village = await aVillage(app);
  const payee = await offerPayee(village, 'MD24AG000225100013104168');
  await verifyPayee(await aFinanceTeam(app, village), payee.id);
  association = await anAssociation(app, village, { members: 3 });
  await aSettledProject(app, village, { associations: [association], goals: GOALS, gifts: GIFTS });
  const rows = await app.database.query<{ recipient: string }>(
    `SELECT DISTINCT recipient FROM mails WHERE template = 'donor.receipt'`,
  );
  donors = rows.map(({ recipient }) => recipient);
}, 240_000);
afterAll(() => app.close());

async function templatesTo(email: string): Promise<string[]> {
  return (await mailsTo(app, email)).map(({ template }) => template);
}

describe('N1: the receipt', () => {
  it('goes once to each donor, with the sums, the number and the day', async () => {
    expect(donors).toHaveLength(GIFTS);
    const [mail] = (await mailsTo(app, donors[0] ?? '')).filter(
      ({ template }) => template === 'donor.receipt',
    );
    expect(mail?.text).toContain('1.000,00 EUR');
    expect(mail?.text).not.toMatch(/\{\w+\}/);
    expect(mail?.subject).toMatch(/^Chitanța \S+: vă mulțumim pentru /);
  });

  it('ruling 40: opens a guest session for the gifts of this address alone', async () => {
    const [email = '', other = ''] = donors;
    const token = await tokenInMail(app, email, 'donor.receipt');
    const guest = app.visitor();
    expect((await guest.get('/me/contributions')).status).toBe(401);
    expect((await guest.post('/guest-sessions', { token })).status).toBe(200);
    const mine = await guest.get<Page<ContributionView>>('/me/contributions');
    expect([mine.status, mine.body.items.length]).toEqual([200, 1]);
    expect((await guest.get<MeView & Problem>('/me')).status).toBe(401);

    const stranger = app.visitor();
    await stranger.post('/guest-sessions', {
      token: await tokenInMail(app, other, 'donor.receipt'),
    });
    const id = mine.body.items[0]?.id ?? '';
    expect((await stranger.get(`/me/contributions/${id}`)).status).toBe(404);
    const [row] = await app.database.query<{ found: string }>(
      `SELECT (SELECT count(*) FROM guest_tokens WHERE token_hash = $1)
            + (SELECT count(*) FROM guest_sessions WHERE token_hash = $1) AS found`,
      [token],
    );
    expect(Number(row?.found)).toBe(0);
  });

  it('ruling 40: a lost mail is written again to an address that gave', async () => {
    const [, , email = ''] = donors;
    const before = (await mailsTo(app, email)).length;
    expect((await app.visitor().post('/guest-links', { email })).status).toBe(202);
    const mails = await mailsTo(app, email);
    expect([mails.length, mails[0]?.template]).toEqual([before + 1, 'accounts.guest-link']);
    const token = await tokenInMail(app, email, 'accounts.guest-link');
    expect((await app.visitor().post('/guest-sessions', { token })).status).toBe(200);
  });
});

describe('N3: the end of the campaign', () => {
  it('is told to every donor once and to the town hall', async () => {
    for (const email of donors) {
      const told = (await templatesTo(email)).filter((name) => name === 'donor.campaign-succeeded');
      expect(told).toHaveLength(1);
    }
    expect(await templatesTo(village.mayor.email)).toEqual(
      expect.arrayContaining(['authority.seeking-endorsement', 'authority.campaign-live']),
    );
  });
});

describe('N4: the name of an association is used', () => {
  it('is told to each of its members, before the vote and after it', async () => {
    for (const { email } of association.members) {
      expect(await templatesTo(email)).toEqual(
        expect.arrayContaining([
          'endorsement.requested',
          'endorsement.called',
          'endorsement.activated',
        ]),
      );
    }
  });
});

describe('every mail', () => {
  it('is written once per event and receiver, and handed over', async () => {
    const [row] = await app.database.query<{ all: string; waiting: string }>(
      `SELECT count(*) AS all, count(*) FILTER (WHERE sent_at IS NULL) AS waiting FROM mails`,
    );
    expect(Number(row?.all)).toBeGreaterThan(3 * GIFTS);
    expect(Number(row?.waiting)).toBe(0);
  });

  it('has every blank filled', async () => {
    const rows = await app.database.query<{ template: string }>(
      `SELECT DISTINCT template FROM mails
        WHERE regexp_replace(text, 'https?://\\S+', '', 'g') ~ '[{}]|undefined|null|NaN' OR subject ~ '[{}]'`,
    );
    expect(rows).toEqual([]);
  });
});
