// Promises whose cards were declined at the close of their campaign, and their donors' second cards.
import { ANSWER_LOST } from './promised.mjs';
import { guestOf, pay } from './donors.mjs';

/** @typedef {import('./promised.mjs').Stage} Stage */
/** @typedef {import('./promised.mjs').Promised} Promised */

const FIRST_PERSON = 800;

/** The next donor who was told of it gives another card, which is charged at once (R42). @param {Stage} stage @returns {Promise<Promised>} */
export async function mendPromise(stage) {
  const { scene, books } = stage;
  const number = (mended += 1);
  const { id, email } = await books.one(
    `SELECT p.id, d.email FROM pledges p JOIN contribution_donors d ON d.contribution_id = p.id
      WHERE p.campaign_id = $1 AND p.state = 'charge_failed' ORDER BY p.id LIMIT 1`,
    [scene.promised.campaignId],
  );
  const donor = await guestOf(stage, email);
  /** @type {{ pageUrl: string | null } | null} */
  const answer = await donor.post(`/me/pledges/${id}/card`, {}).catch((error) => {
    if (error.code !== ANSWER_LOST) throw error;
    return null;
  });
  const page =
    answer?.pageUrl ?? (await scene.world.until(`page of ${id}`, () => pageOf(donor, id)));
  await pay(page, FIRST_PERSON + number);
  const isKept = async () => {
    const row = await books.one(COLLECTED_ONCE, [id, email]);
    return row.booked === 1 && row.receipts === 1;
  };
  return { what: `promise ${id}`, isKept };
}

/** @param {import('../../seed/dist/browser.js').Browser} donor @param {string} id @returns {Promise<string | null>} */
async function pageOf(donor, id) {
  /** @type {readonly { id: string, pageUrl: string | null }[]} */
  const promises = await donor.list('/me/pledges');
  return promises.find((promise) => promise.id === id)?.pageUrl ?? null;
}

let mended = 0;

const COLLECTED_ONCE = `
  SELECT (SELECT count(*)::int FROM contributions c
            JOIN ledger_entry e ON e.id = c.entry_id AND e.kind IN ('L1', 'L23')
           WHERE c.id = $1 AND c.state IN ('succeeded', 'choice_pending')) AS booked,
         (SELECT count(*)::int FROM mails
           WHERE recipient = $2 AND template = 'donor.receipt') AS receipts`;
