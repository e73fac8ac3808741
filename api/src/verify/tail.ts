/** Tables of which a look at the tail reads only what has come since a transaction. */
export type TailTable =
  | 'ledger_entry'
  | 'ledger_line'
  | 'ledger_seal'
  | 'ledger_project_effect'
  | 'contributions'
  | 'refunds'
  | 'stripe_charges'
  | 'campaign_counted'
  | 'stripe_inbox'
  | 'operations';

/** `never`: only the whole shows it, and a constraint of the database stands before it. */
export type Tail =
  | 'never'
  | {
      readonly tables: readonly TailTable[];
      /** Another question, where the rows that came last do not answer the first one alone. */
      readonly violations?: string;
      /** What that question looks at, where it is less than what is there. */
      readonly examined?: string;
    };

/** The number stands in the question itself: as a value of a join the planner would expect a third of all. */
const SINCE = `'$since'::xid8`;
const NEW_GIFTS = `
  SELECT DISTINCT e.subject_id AS id FROM public.ledger_entry e
   WHERE e.tx_id >= ${SINCE} AND e.subject_kind = 'contribution'`;

/**
 * Rows of the gifts that money moved for. OFFSET: gift by gift through the index, because a planner that
 * cannot know how few are new would rather read the table.
 */
const ofNewGifts = (table: string, giftId: string): string => `
  SELECT of_gift.* FROM (${NEW_GIFTS}) gift CROSS JOIN LATERAL (
    SELECT * FROM public.${table} one WHERE one.${giftId} = gift.id OFFSET 0) of_gift`;

const ROWS: Readonly<Record<TailTable, string>> = {
  ledger_entry: `SELECT e.* FROM public.ledger_entry e WHERE e.tx_id >= ${SINCE}`,
  ledger_line: `SELECT l.* FROM public.ledger_entry e JOIN public.ledger_line l ON l.entry_id = e.id
                 WHERE e.tx_id >= ${SINCE}`,
  ledger_seal: `SELECT s.* FROM public.ledger_entry e JOIN public.ledger_seal s ON s.entry_id = e.id
                 WHERE e.tx_id >= ${SINCE}`,
  ledger_project_effect: `
    SELECT DISTINCT f.* FROM public.ledger_entry e
      JOIN public.ledger_seal s ON s.entry_id = e.id
      JOIN public.ledger_line l ON l.entry_id = e.id JOIN public.ledger_account a ON a.id = l.account_id
      JOIN public.ledger_project_effect f ON f.project_id IN (e.project_id, a.subject_id) AND f.position = s.position
     WHERE e.tx_id >= ${SINCE}`,
  contributions: ofNewGifts('contributions', 'id'),
  refunds: ofNewGifts('refunds', 'contribution_id'),
  stripe_charges: ofNewGifts('stripe_charges', 'contribution_id'),
  campaign_counted: `
    SELECT k.* FROM (${ofNewGifts('contributions', 'id')}) c JOIN public.campaign_counted k
        ON k.campaign_id = c.campaign_id AND k.contribution_id = c.id`,
  // What is finished here was looked at when money moved.
  stripe_inbox: `
    SELECT i.* FROM public.stripe_inbox i WHERE i.state = 'received'
    UNION ALL SELECT i.* FROM public.stripe_inbox i WHERE i.state = 'dead'`,
  operations: `SELECT o.* FROM public.operations o WHERE o.state IN ('pending', 'unknown')`,
};

/**
 * Puts what came since the transaction in place of the tables, by their own names, so that the same
 * question is asked of the tail as of the whole. `public.` in a question still means the whole.
 */
export function onTail(query: string, tables: readonly TailTable[], since: string): string {
  if (!/^\d+$/.test(since)) throw new Error('a transaction is a number');
  const parts = tables.map((table) => `${table} AS (${ROWS[table]})`);
  return `WITH ${parts.join(', ')} ${query}`.replaceAll('$since', since);
}
