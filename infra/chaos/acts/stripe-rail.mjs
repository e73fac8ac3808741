// Tranches that Stripe pays: money lies in the payee's account there, its bank refuses it, finance takes it back.
import { firstTranche, readyCheckers, release } from './finance.mjs';

/** @typedef {import('./promised.mjs').Stage} Stage */
/** @typedef {import('./promised.mjs').Promised} Promised */

/** @param {Stage} stage */
const theTranche = (stage) => firstTranche(stage, stage.scene.abroad);

const TRANSFERS = `
  SELECT (SELECT count(*)::int FROM tranche_transfers x
           WHERE x.tranche_id = t.id AND x.attempt = t.attempt AND x.step = 'made') AS made,
         (SELECT x.returned_minor = x.amount_minor FROM tranche_transfers x
           WHERE x.tranche_id = t.id AND x.attempt = t.attempt) AS back,
         (SELECT x.payout_id FROM tranche_transfers x
           WHERE x.tranche_id = t.id AND x.attempt = t.attempt) AS payout,
         t.state
    FROM tranches t WHERE t.id = $1`;

/** What is on its way to our bank has left Stripe: it comes back, so that a payment has what it needs. @param {Stage} stage */
export async function moneyAtStripe({ books }) {
  const payouts = (await books.provider()).filter(
    ({ object, status }) => object === 'payout' && ['pending', 'in_transit'].includes(status),
  );
  for (const { id } of payouts) await books.control('/payouts/fail', { payout: id });
  await books.untilQuiet({ limitMs: 60_000 });
}

/** Approved: Stripe moves it to the authority's account, once. @param {Stage} stage @returns {Promise<Promised>} */
export async function sendByStripe(stage) {
  const { id } = await release(stage, stage.scene.abroad);
  const isKept = async () => {
    const row = await stage.books.one(TRANSFERS, [id]);
    return row.made === 1 && ['sent', 'confirmed', 'failed'].includes(row.state);
  };
  return { what: `transfer of ${id}`, isKept };
}

/** It lies in the payee's account, and the payee's bank has refused it. @param {Stage} stage */
export async function sentInVain(stage) {
  await moneyAtStripe(stage);
  await sendByStripe(stage);
  const { id } = await theTranche(stage);
  const { books, scene } = stage;
  const payout = await scene.world.until(`payout of ${id}`, async () => {
    const row = await books.one(TRANSFERS, [id]);
    return row.made === 1 ? row.payout : null;
  });
  await books.control('/payouts/fail', { payout });
  await scene.world.until(`refusal of ${payout}`, async () => {
    const sql = `SELECT 1 FROM tranche_transfers WHERE payout_id = $1 AND payout_state = 'failed'`;
    return (await books.one(sql, [payout])) ?? null;
  });
}

const UNDER_WAY = /answer-lost|transfer-not-reversible/;

/** A checker takes it back with a code of their own: the fund has it again, once. @param {Stage} stage @returns {Promise<Promised>} */
export async function takeBack(stage) {
  const { id, amountMinor } = await theTranche(stage);
  const [checker] = readyCheckers(stage.scene);
  const code = await checker?.authenticator?.freshCode();
  const body = { amountMinor, reason: 'The account was closed.', code };
  await checker?.browser.post(`/tranches/${id}/reversals`, body).catch((error) => {
    if (!UNDER_WAY.test(error.code ?? '')) throw error;
  });
  const isKept = async () => {
    const row = await stage.books.one(TRANSFERS, [id]);
    return row.back === true && row.state === 'failed';
  };
  return { what: `reversal of ${id}`, isKept };
}

/** So that the same tranche can be sent once more. @param {Stage} stage @returns {Promise<Promised>} */
export async function undoTransfer(stage) {
  const { id } = await theTranche(stage);
  const { books, scene } = stage;
  const { payout } = await books.one(TRANSFERS, [id]);
  await books.control('/payouts/fail', { payout });
  await books.untilQuiet({ limitMs: 60_000 });
  const promised = await takeBack(stage);
  await scene.world.until(promised.what, async () => ((await promised.isKept()) ? true : null));
  return promised;
}
