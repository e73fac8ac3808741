// What is judged when all is quiet again: promises, repetitions, the provider's book, every invariant.
import { run } from '../local/command.mjs';
import { inRoot } from '../local/paths.mjs';
import { ownerEnvironment } from './scene.mjs';

/**
 * @typedef {object} Verdict
 * @property {string[]} lost acknowledged and not done
 * @property {string[]} repeated money moved twice
 * @property {number} unexplainedMinor between the provider's balance and our account of it
 * @property {string[]} broken invariants, and work that came to no end
 */

/** @param {Verdict} verdict */
export const isGood = ({ lost, repeated, unexplainedMinor, broken }) =>
  lost.length + repeated.length + broken.length === 0 && unexplainedMinor === 0;

/**
 * @param {import('./books.mjs').Books} books
 * @param {readonly import('./acts/promised.mjs').Promised[]} promises
 * @returns {Promise<Verdict>}
 */
export async function judge(books, promises) {
  const lost = [];
  for (const { what, isKept } of promises) if (!(await isKept())) lost.push(what);
  const provider = await books.provider();
  return {
    lost: [...lost, ...(await unbooked(books, provider))],
    repeated: [
      ...repeatedThere(provider),
      ...(await pagesTwice(books, provider)),
      ...(await repeatedHere(books)),
    ],
    unexplainedMinor: await difference(books, provider),
    broken: await invariants(books.ground),
  };
}

/** One movement at the provider for each row of ours that asked for it. @param {readonly import('./books.mjs').ProviderObject[]} provider */
function repeatedThere(provider) {
  const keys = provider.flatMap(({ object, status, metadata = {} }) => {
    if (object === 'charge' && status === 'succeeded')
      return [`charge of ${metadata.contribution_id}`];
    if (object === 'refund' && status !== 'failed') return [`refund ${metadata.refund_id}`];
    if (object === 'payout') return [`payout of ${metadata.sweep_id}`];
    if (object === 'transfer') return [`transfer ${metadata.tranche_transfer_id}`];
    if (object === 'transfer_reversal') return [`reversal ${metadata.operation_id}`];
    return [];
  });
  return twice(keys);
}

/**
 * More pages than one to pay a gift on, or than were asked for to save a card on: it could be done twice.
 * One that ended unpaid moves nothing.
 *
 * @param {import('./books.mjs').Books} books @param {readonly import('./books.mjs').ProviderObject[]} provider
 */
async function pagesTwice(books, provider) {
  const pages = provider.filter(
    ({ object, status }) => object === 'checkout.session' && status !== 'expired',
  );
  const of = (/** @type {string} */ wanted) =>
    pages.filter(({ mode }) => mode === wanted).map(({ client_reference_id: id }) => String(id));
  const cards = await books.query(
    `SELECT told.id FROM unnest($1::text[]) AS told (id) GROUP BY told.id
     HAVING count(*) > (SELECT count(*) FROM operations o
                         WHERE o.kind = 'contributions.open-card-page' AND o.subject_id::text = told.id)`,
    [of('setup')],
  );
  return [
    ...twice(of('payment')).map((id) => `page to pay ${id}`),
    ...cards.map(({ id }) => `page to save a card ${id}`),
  ];
}

/** @param {import('./books.mjs').Books} books */
async function repeatedHere(books) {
  const rows = await books.query(`
    SELECT 'gift ' || subject_id AS what FROM ledger_entry WHERE kind IN ('L1', 'L23') AND reverses IS NULL
     GROUP BY subject_id HAVING count(*) > 1
    UNION ALL
    SELECT 'payment file of ' || tranche_id || ' ' || attempt FROM payment_files
     GROUP BY tranche_id, attempt HAVING count(*) > 1
    UNION ALL
    SELECT 'bank line ' || reference FROM bank_lines GROUP BY reference HAVING count(*) > 1
    UNION ALL
    SELECT 'refund of ' || contribution_id FROM refunds WHERE state <> 'failed' AND amount_minor >= (
      SELECT gross_minor FROM contributions c WHERE c.id = contribution_id)
     GROUP BY contribution_id HAVING count(*) > 1
    UNION ALL
    SELECT 'mail ' || event_key FROM mails GROUP BY event_key, recipient, template HAVING count(*) > 1`);
  return rows.map(({ what }) => String(what));
}

/** @param {readonly string[]} keys */
function twice(keys) {
  const seen = new Set();
  const found = new Set();
  for (const key of keys) {
    if (seen.has(key)) found.add(key);
    seen.add(key);
  }
  return [...found].map(String);
}

/** What moved there and is not in our ledger. @param {import('./books.mjs').Books} books @param {readonly import('./books.mjs').ProviderObject[]} provider */
async function unbooked(books, provider) {
  const charges = provider.filter(
    ({ object, status }) => object === 'charge' && status === 'succeeded',
  );
  const refunds = provider.filter(
    ({ object, status }) => object === 'refund' && status === 'succeeded',
  );
  const transfers = provider.filter(({ object }) => object === 'transfer');
  const disputes = provider.filter(({ object }) => object === 'dispute');
  const rows = await books.query(
    `SELECT told.id FROM unnest($1::text[], $2::bigint[]) AS told (id, amount)
      WHERE NOT EXISTS (SELECT 1 FROM contributions c JOIN ledger_entry e ON e.id = c.entry_id
                         WHERE c.charge_id = told.id AND c.gross_minor = told.amount)
     UNION ALL
     SELECT told.id FROM unnest($3::text[], $4::bigint[]) AS told (id, amount)
      WHERE NOT EXISTS (SELECT 1 FROM refunds r JOIN ledger_entry e ON e.id = r.paid_entry_id
                         WHERE r.stripe_refund_id = told.id AND r.amount_minor = told.amount)
     UNION ALL
     SELECT told.id FROM unnest($5::text[], $6::bigint[]) AS told (id, amount)
      WHERE NOT EXISTS (SELECT 1 FROM tranche_transfers t
                         WHERE t.transfer_id = told.id AND t.amount_minor = told.amount)
     UNION ALL
     SELECT told.id FROM unnest($7::text[], $8::bigint[]) AS told (id, amount)
      WHERE NOT EXISTS (SELECT 1 FROM disputes d JOIN ledger_entry e ON e.id = d.open_entry_id
                         WHERE d.stripe_dispute_id = told.id AND d.amount_minor = told.amount)`,
    [charges, refunds, transfers, disputes].flatMap((objects) => [
      idsOf(objects),
      amountsOf(objects),
    ]),
  );
  return rows.map(({ id }) => `${id} is not in the books`);
}

/** @param {readonly import('./books.mjs').ProviderObject[]} objects */
const idsOf = (objects) => objects.map(({ id }) => id);

/** @param {readonly import('./books.mjs').ProviderObject[]} objects */
const amountsOf = (objects) => objects.map(({ amount }) => amount);

/** @param {import('./books.mjs').Books} books @param {readonly import('./books.mjs').ProviderObject[]} provider */
async function difference(books, provider) {
  const { booked } = await books.one(
    `SELECT coalesce(sum(l.amount_minor), 0)::int AS booked FROM ledger_line l
       JOIN ledger_account a ON a.id = l.account_id WHERE a.code = '1010'`,
  );
  const balance = /** @type {any} */ (provider.find(({ object }) => object === 'balance'));
  const theirs = [...balance.available, ...balance.pending]
    .filter(({ currency }) => currency === 'eur')
    .reduce((sum, { amount }) => sum + amount, 0);
  return Math.abs(theirs - booked);
}

/** The product's own second reading of its books, by its own command. @param {import('./ground.mjs').Ground} ground */
async function invariants(ground) {
  const program = inRoot('api/dist/main.verify.js');
  const env = ownerEnvironment(ground);
  const output = await run(process.execPath, [program, '--json'], { env }).catch((error) =>
    String(error.output ?? error),
  );
  try {
    /** @type {{ lines: { id: string, claim: string, violations: unknown[] }[] }} */
    const { lines } = JSON.parse(output.slice(output.indexOf('{\n')));
    const bad = lines.filter(({ violations }) => violations.length > 0);
    return bad.map(
      ({ id, claim, violations }) => `${id} ${claim}: ${JSON.stringify(violations[0])}`,
    );
  } catch {
    return [`verify: ${output.slice(-300)}`];
  }
}
