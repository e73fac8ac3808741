import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { StartedContributionView } from '@vatra/shared/contributions/contributions.views';
import { startTestApp, type TestApp } from '../../../../test/app.js';
import { aLive, aScene } from '../../../../test/support/campaign.js';
import {
  aCard,
  payWith,
  progressOf,
  providerHeaders,
  startGift,
  untilState,
} from '../../../../test/support/gifts.js';
import { aPledgeCampaign, pledgeOf, tryPledge } from '../../../../test/support/pledges.js';
import { untilAnswered } from '../../../../test/support/until.js';
import { ok } from '../../../../test/support/village.js';
import { Database } from '../../../platform/database/database.js';
import { SavedCardsGateway } from '../../../platform/stripe/saved-cards.gateway.js';
import { StripeGateway } from '../../../platform/stripe/stripe.gateway.js';
import { CardPageContent } from '../pledges/saving/card-page-content.js';
import { CardPage } from '../pledges/saving/card-page.js';
import { CheckoutPage } from './checkout-page.js';

const AFTER = { minutes: 6 };

let app: TestApp;
let gifts: CampaignView;
let pledges: CampaignView;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  // A demonstration is told from its beginning: business time lies far behind the recorded one.
  await app.moveClock({ days: -40 });
  const scene = await aScene(app);
  gifts = await aLive(scene);
  pledges = await aPledgeCampaign(scene);
}, 120_000);
afterAll(() => app.close());

/** The provider does its next page, says that it failed, and forgets the key. */
function forgetTheNextKey() {
  const only = 'POST /v1/checkout/sessions';
  const fault = { kind: '500', stored: false, when: 'after', times: 1, only };
  return app.emulator?.control('/faults', fault);
}

interface OpeningCall {
  readonly id: string;
  readonly request: { readonly expiresAt: string };
}

async function openingOf(subjectId: string): Promise<OpeningCall> {
  const [operation] = await app.database.query<OpeningCall>(
    `SELECT id, request FROM operations WHERE subject_id = $1 AND kind ~ 'session|page'`,
    [subjectId],
  );
  if (operation === undefined) throw new Error(`no page of ${subjectId} was asked for`);
  return operation;
}

/** The call of a process that died meanwhile: word for word, under its key. */
async function arriveLate(gift: StartedContributionView): Promise<void> {
  const { id: key } = await openingOf(gift.id);
  const page = await app.worker
    .get(Database)
    .look((tx) => app.worker.get(CheckoutPage, { strict: false }).of(tx, gift.id));
  await app.worker.get(StripeGateway, { strict: false }).createSession(page, key);
}

async function cardPageArrivesLate(pledgeId: string): Promise<void> {
  const { id: key, request } = await openingOf(pledgeId);
  const content = app.worker.get(CardPageContent, { strict: false });
  const page = await app.worker
    .get(Database)
    .look((tx) => content.of(tx, pledgeId, new Date(request.expiresAt)));
  await app.worker.get(SavedCardsGateway, { strict: false }).createPage(page, key);
}

async function pagesOf(reference: string): Promise<Record<string, string>> {
  const url = `${app.emulator?.url ?? ''}/v1/checkout/sessions?limit=100`;
  const answer = await fetch(url, { headers: providerHeaders(app) });
  const { data } = (await answer.json()) as {
    data: { id: string; client_reference_id: string; status: string }[];
  };
  const own = data.filter((page) => page.client_reference_id === reference);
  return Object.fromEntries(own.map(({ id, status }) => [id, status]));
}

async function knownPage(table: 'contributions' | 'pledges', id: string): Promise<string> {
  const [row] = await app.database.query<{ session: string }>(
    `SELECT session_id AS session FROM ${table} WHERE id = $1`,
    [id],
  );
  return row?.session ?? '';
}

describe('0057: a page that a late call made beside the one we know', () => {
  it('is closed, and the donor pays on the other as if nothing had been', async () => {
    await forgetTheNextKey();
    const started = await startGift(app.visitor(), gifts.id);
    await untilAnswered(app);
    await arriveLate(started);
    expect(Object.values(await pagesOf(started.id))).toEqual(['open', 'open']);
    await app.moveClock(AFTER);
    await app.quiet();
    const known = await knownPage('contributions', started.id);
    const pages = await pagesOf(started.id);
    expect(pages[known]).toBe('open');
    expect(Object.values(pages).sort()).toEqual(['expired', 'open']);
    const given = { ...started, email: '' };
    const { checkoutUrl } = await progressOf(app, given);
    await payWith({ ...started, checkoutUrl }, aCard());
    await untilState(app, given, 'succeeded');
  });

  it('is closed for a pledge, too, and the pledge goes on', async () => {
    await forgetTheNextKey();
    const started = await ok(tryPledge(app, pledges));
    await untilAnswered(app);
    await cardPageArrivesLate(started.id);
    expect(Object.values(await pagesOf(started.id))).toEqual(['open', 'open']);
    await app.moveClock(AFTER);
    await app.quiet();
    expect((await pagesOf(started.id))[await knownPage('pledges', started.id)]).toBe('open');
    expect(Object.values(await pagesOf(started.id)).sort()).toEqual(['expired', 'open']);
    expect((await pledgeOf(app, { ...started, email: '' })).state).toBe('created');
  });

  it('waits while another page is being opened: that one is nobody’s yet', async () => {
    await forgetTheNextKey();
    const started = await ok(tryPledge(app, pledges));
    await untilAnswered(app);
    await cardPageArrivesLate(started.id);
    const { expiresAt } = (await openingOf(started.id)).request;
    const opening = app.worker.get(CardPage, { strict: false });
    // As for a person who waits: workers leave it alone for some seconds.
    await app.worker
      .get(Database)
      .inTransaction((tx) => opening.request(tx, started.id, new Date(expiresAt)));
    await app.moveClock(AFTER);
    expect(Object.values(await pagesOf(started.id))).toEqual(['open', 'open']);
    await untilAnswered(app);
    const pages = await pagesOf(started.id);
    expect(Object.values(pages).sort()).toEqual(['expired', 'open']);
    expect(pages[await knownPage('pledges', started.id)]).toBe('open');
  });

  it('is not looked for when the first call was answered', async () => {
    const { id: giftId } = await startGift(app.visitor(), gifts.id);
    const { id: pledgeId } = await ok(tryPledge(app, pledges));
    await app.moveClock(AFTER);
    await app.quiet();
    for (const id of [giftId, pledgeId]) {
      expect(Object.values(await pagesOf(id))).toEqual(['open']);
    }
    const looked = await app.database.query(
      `SELECT id FROM operations WHERE kind = 'contributions.close-stray-pages'
          AND request ->> 'reference' = ANY ($1)`,
      [[giftId, pledgeId]],
    );
    expect(looked).toEqual([]);
  });
});
