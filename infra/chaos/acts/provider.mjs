// What the provider tells of by itself: a bank takes a payment back, and decides weeks later.
import { givenBefore } from './donors.mjs';

/** @typedef {import('./promised.mjs').Stage} Stage */
/** @typedef {import('./promised.mjs').Promised} Promised */

const DISPUTES = `
  SELECT count(*)::int AS known, min(state) AS state,
         count(*) FILTER (WHERE end_entry_id IS NOT NULL)::int AS ended,
         (SELECT count(*)::int FROM ledger_entry e
           WHERE e.kind = 'L10' AND e.id = ANY (array_agg(d.open_entry_id))) AS posted
    FROM disputes d WHERE contribution_id = $1`;

/** @param {Stage} stage @param {string} id */
const chargeOf = async ({ books }, id) =>
  (await books.one('SELECT charge_id AS charge FROM contributions WHERE id = $1', [id])).charge;

/** The donor's bank disputes the gift of before: it must be in the books, once. @param {Stage} stage @returns {Promise<Promised>} */
export async function openDispute(stage) {
  const { books } = stage;
  const { id } = givenBefore(stage);
  await books.control('/disputes', { charge: await chargeOf(stage, id) });
  const isKept = async () => {
    const row = await books.one(DISPUTES, [id]);
    return row.known === 1 && row.posted === 1;
  };
  return { what: `dispute about ${id}`, isKept };
}

/** The bank finds for the donor or for us, as the seed has it. @param {Stage} stage @returns {Promise<Promised>} */
export async function decideDispute(stage) {
  const { books, random } = stage;
  const { id } = givenBefore(stage);
  const outcome = random.pick(['won', 'lost']);
  const charge = await chargeOf(stage, id);
  const theirs = (await books.provider()).find(
    ({ object, charge: of }) => object === 'dispute' && of === charge,
  );
  await books.control('/disputes/decide', { dispute: theirs?.id, outcome });
  const isKept = async () => {
    const row = await books.one(DISPUTES, [id]);
    return row.known === 1 && row.state === outcome && row.ended === 1;
  };
  const promised = { what: `dispute about ${id} ${outcome}`, isKept };
  await stage.scene.world.until(promised.what, async () => ((await isKept()) ? true : null));
  return promised;
}
