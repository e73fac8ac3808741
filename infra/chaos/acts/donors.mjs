// What donors do during a run. Each act says what was promised to them, and how it is told whether the
// promise was kept: once, and to the cent.
import { setTimeout as pause } from 'node:timers/promises';
import { cardOf } from '../scene.mjs';
import { nextNumber, orLost } from './promised.mjs';

/** @typedef {import('./promised.mjs').Stage} Stage */
/** @typedef {import('./promised.mjs').Promised} Promised */
/** @typedef {import('./promised.mjs').Given} Given */
/** @typedef {{ id: string, key: string, checkoutUrl: string | null }} Started */
/** @typedef {import('../../seed/dist/browser.js').Browser} Browser */

const POLL_MS = 60;
const PAGE_MS_MAX = 60_000;
const FIRST_PERSON = 1_000;

/** Somebody gives: the promise begins when the provider has taken the card. @param {Stage} stage @returns {Promise<Promised & { given: Given }>} */
export async function give({ scene, books, random }) {
  const person = FIRST_PERSON + nextNumber();
  const email = `chaos-${person}@demo.vatra.example`;
  const wish = {
    gift: { minor: random.pick([500, 1_000, 2_000, 3_500]), currency: 'EUR' },
    // Tips pay the fees of what is given back.
    tipMinor: 100,
    coverFee: random.chance(0.3),
    ...{ email, country: 'IT', locale: 'ro' },
  };
  const browser = scene.world.browser();
  const path = `/campaigns/${scene.live.campaignId}/contributions`;
  let wishes = 0;
  const start = () => {
    wishes += 1;
    return orLost(/** @type {Promise<Started>} */ (browser.post(path, wish)));
  };
  // A page whose address got lost is of no use: the donor begins anew.
  const started = (await start()) ?? (await start()) ?? (await start());
  if (started === null) throw new Error('three answers in a row got lost');
  await pay(await pageOf(browser, started), person);
  const isKept = async () => {
    const row = await books.one(GIVEN_ONCE, [started.id, email]);
    return row.booked === 1 && row.receipts === 1 && row.begun <= wishes;
  };
  return { what: `gift ${started.id}`, isKept, given: { email, id: started.id, key: started.key } };
}

/** In the books once, thanked for once, and begun no more often than it was asked for. */
const GIVEN_ONCE = `
  SELECT (SELECT count(*)::int FROM contributions c
            JOIN ledger_entry e ON e.id = c.entry_id AND e.kind IN ('L1', 'L23')
           WHERE c.id = $1 AND c.state IN ('succeeded', 'refunded', 'choice_pending')) AS booked,
         (SELECT count(*)::int FROM mails
           WHERE recipient = $2 AND template = 'donor.receipt') AS receipts,
         (SELECT count(*)::int FROM contribution_donors WHERE email = $2) AS begun`;

/** @param {Browser} browser @param {Started} started */
async function pageOf(browser, started) {
  const until = Date.now() + PAGE_MS_MAX;
  for (let url = started.checkoutUrl; ;) {
    if (url !== null) return url;
    if (Date.now() > until) throw new Error(`no page to pay ${started.id} on`);
    await pause(POLL_MS * 2);
    /** @type {{ checkoutUrl: string | null }} */
    const view = await browser.get(`/contributions/${started.id}/progress?key=${started.key}`);
    url = view.checkoutUrl;
  }
}

/** @param {string} page @param {number} person */
export async function pay(page, person) {
  const form = {
    ...{ cardNumber: cardOf(person), cardExpiry: '12/40', cardCvc: '123' },
    billingName: 'D',
  };
  const body = new URLSearchParams(form);
  const answer = await fetch(page, { method: 'POST', redirect: 'manual', body });
  await answer.arrayBuffer();
  if (answer.status !== 303) throw new Error(`the card was not taken: ${answer.status}`);
}

/** A gift whose money has arrived, for what comes next. @param {Stage} stage */
export async function settledGift(stage) {
  const { given, isKept, what } = await give(stage);
  await stage.scene.world.until(what, async () => ((await isKept()) ? true : null));
  stage.given = given;
}

/** @param {Stage} stage @returns {Given} */
export function givenBefore({ given }) {
  if (given === undefined) throw new Error('nothing was given before');
  return given;
}

/** Signed in by the link of a mail. @param {Stage} stage @param {string} email @returns {Promise<Browser>} */
export async function guestOf({ scene }, email) {
  const token = await scene.world.until(`a mail to ${email}`, async () => {
    const mails = await scene.world.visitor.list(`/demo/mails?to=${encodeURIComponent(email)}`);
    const texts = /** @type {{ text: string }[]} */ (mails).map(({ text }) => text);
    return texts.map((text) => /\/guest\/([\w.-]+)/.exec(text)?.[1]).find(Boolean) ?? null;
  });
  const browser = scene.world.browser();
  await browser.post('/guest-sessions', { token });
  return browser;
}

/** Asked again after its answer was lost, the product may say that it is under way already. */
const UNDER_WAY = /refund-under-way|nothing-left|not-withdrawable|answer-lost/;

/** The same donor wants the money back. @param {Stage} stage @param {Given} given @returns {Promise<Promised>} */
export async function withdraw(stage, { email, id }) {
  const { books } = stage;
  const browser = await guestOf(stage, email);
  await browser.post(`/me/contributions/${id}/withdrawal`).catch((error) => {
    if (!UNDER_WAY.test(error.code ?? '')) throw error;
  });
  const isKept = async () => {
    const row = await books.one(
      `SELECT count(*)::int AS refunds, min(r.stripe_refund_id) AS theirs, min(r.state) AS state
         FROM refunds r WHERE r.contribution_id = $1`,
      [id],
    );
    return row.refunds === 1 && row.state === 'succeeded' && row.theirs !== null;
  };
  return { what: `refund of ${id}`, isKept };
}

/** The gift of before. @param {Stage} stage */
export const withdrawSettled = (stage) => withdraw(stage, givenBefore(stage));
