// What finance does during a run, and what was promised to it.
import { statementOf } from '../statement.mjs';
import { nextNumber, orLost } from './promised.mjs';

/** @typedef {import('./promised.mjs').Stage} Stage */
/** @typedef {import('./promised.mjs').Promised} Promised */
/** @typedef {Pick<import('../statement.mjs').StatementLine, 'reference' | 'endToEndId' | 'amountMinor' | 'isReturn'>} Credit */

const WEEK_MS = 7 * 86_400_000;

/**
 * @typedef {object} FirstTranche
 * @property {string} id
 * @property {string} state
 * @property {number} amountMinor
 * @property {number} attempt
 * @property {string} instructionId
 *
 * @param {Stage} stage
 * @param {import('../../seed/dist/story.js').Story} [story]
 * @returns {Promise<FirstTranche>}
 */
export async function firstTranche({ scene, books }, story = scene.grant) {
  return books.one(
    `SELECT id, state, attempt, amount_minor::int AS "amountMinor", instruction_id AS "instructionId"
       FROM tranches WHERE project_id = $1 AND number = 1`,
    [story.projectId],
  );
}

/** Prepared by one, approved by another: from then on it must leave, once. @param {Stage} stage @returns {Promise<Promised>} */
export async function sendTranche(stage) {
  const { id } = await release(stage, stage.scene.grant);
  const isKept = async () => {
    const row = await stage.books.one(
      `SELECT t.state, (SELECT count(*)::int FROM payment_files f
                         WHERE f.tranche_id = t.id AND f.attempt = t.attempt) AS files
         FROM tranches t WHERE t.id = $1`,
      [id],
    );
    return ['sent', 'confirmed', 'failed'].includes(row.state) && row.files === 1;
  };
  return { what: `tranche ${id}`, isKept };
}

/** @param {Stage} stage @param {import('../../seed/dist/story.js').Story} story @returns {Promise<FirstTranche>} */
export async function release(stage, story) {
  const { scene } = stage;
  const tranche = await firstTranche(stage, story);
  const { id, amountMinor } = tranche;
  const [maker] = scene.staff.makers;
  await orLost(maker.browser.post(`/tranches/${id}/preparation`, { amountMinor }));
  /** @type {{ tranche: { contentHash: string, approvalsNeeded: number } }} */
  const { tranche: prepared } = await maker.browser.get(`/tranches/${id}/sheet`);
  for (const checker of readyCheckers(scene).slice(0, prepared.approvalsNeeded)) {
    const code = await checker.authenticator?.freshCode();
    const body = { contentHash: prepared.contentHash, code };
    await checker.browser.post(`/tranches/${id}/approvals`, body).catch(async (error) => {
      const { state } = await firstTranche(stage, story);
      if (state !== 'approved' && state !== 'sent') throw error;
    });
  }
  return tranche;
}

/** Those first who can give a code without waiting. @param {import('../scene.mjs').Scene} scene */
export function readyCheckers({ staff }) {
  return [...staff.checkers].sort(
    (a, b) => (b.authenticator?.ready ?? 0) - (a.authenticator?.ready ?? 0),
  );
}

/** The bank's statement says that it did not pay: the same tranche can be sent again. @param {Stage} stage @returns {Promise<Promised>} */
export async function returnTranche(stage) {
  const { id, amountMinor, instructionId, attempt } = await firstTranche(stage);
  const reference = `BACK-${attempt}-${instructionId}`;
  await handIn(stage, { reference, endToEndId: instructionId, amountMinor, isReturn: true });
  const isKept = async () => {
    const row = await stage.books.one(
      `SELECT state, (SELECT count(*)::int FROM bank_lines
                       WHERE reference = $2 AND matched_id = t.id::text) AS lines
         FROM tranches t WHERE id = $1`,
      [id, reference],
    );
    return row.state !== 'sent' && row.lines === 1;
  };
  return { what: `statement ${reference}`, isKept };
}

/** Somebody gives by bank transfer, and the bank's statement shows it. @param {Stage} stage @returns {Promise<Promised>} */
export async function giveByTransfer(stage) {
  const { scene, books, random } = stage;
  const number = nextNumber();
  const amountMinor = random.pick([1_500, 2_500, 4_000]);
  /** @type {{ id: string, instructions: { reference: string } }} */
  const { id, instructions } = await scene.world
    .browser()
    .post(`/campaigns/${scene.live.campaignId}/bank-transfers`, {
      gift: { minor: amountMinor, currency: 'EUR' },
      ...{ email: `transfer-${number}@demo.vatra.example`, country: 'IT', locale: 'ro' },
    });
  const reference = `IN-${number}`;
  await handIn(stage, { reference, endToEndId: instructions.reference, amountMinor });
  const isKept = async () => {
    const row = await books.one(
      `SELECT (SELECT count(*)::int FROM contributions c
                 JOIN ledger_entry e ON e.id = c.entry_id AND e.kind IN ('L8', 'L23')
                WHERE c.id = $1 AND c.state = 'succeeded') AS booked,
              (SELECT count(*)::int FROM bank_lines
                WHERE reference = $2 AND matched_kind = 'contribution') AS lines`,
      [id, reference],
    );
    return row.booked === 1 && row.lines === 1;
  };
  return { what: `transfer ${id}`, isKept };
}

/** The same file once more, by somebody who does not know of the first. @param {Stage} stage @returns {Promise<Promised>} */
export async function giveByTransferTwice(stage) {
  const promised = await giveByTransfer(stage);
  await handIn(stage, /** @type {Credit} */ (lastCredit));
  return promised;
}

/** @type {Credit | null} */
let lastCredit = null;

/** @param {Stage} stage @param {Credit} line */
async function handIn({ scene }, line) {
  lastCredit = line;
  const [maker] = scene.staff.makers;
  const day = (await scene.world.now()).toISOString().slice(0, 10);
  const fileId = await maker.browser.upload({
    purpose: 'bank-statement',
    name: `statement-${nextNumber()}.xml`,
    type: 'application/xml',
    bytes: statementOf([{ ...line, day, direction: 'CRDT' }], nextNumber()),
  });
  await orLost(maker.browser.post('/bank-statements', { fileId }));
}

/** The coming Monday's sweep fetches what may be fetched. @param {Stage} stage @returns {Promise<Promised>} */
export async function sweep({ scene, books }) {
  const now = await scene.world.now();
  const before = await books.one(SWEEPS_SENT);
  await scene.world.moveTo(new Date(now.getTime() + WEEK_MS));
  const isKept = async () => (await books.one(SWEEPS_SENT)).sent > before.sent;
  return { what: 'payout of the week', isKept };
}

const SWEEPS_SENT = `SELECT count(*)::int AS sent FROM payout_sweeps WHERE state = 'sent'`;
