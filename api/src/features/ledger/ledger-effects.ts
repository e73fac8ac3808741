/** Entries that have no seal yet, in a search that starts at the watermark. */
export const UNSEALED = `
  SELECT entry.ordinal AS position, entry.id, entry.kind, entry.project_id
    FROM ledger_entry AS entry
   WHERE entry.tx_id >= coalesce((SELECT max(below_tx) FROM ledger_watermark), '0'::xid8)
     AND NOT EXISTS (SELECT 1 FROM ledger_seal WHERE entry_id = entry.id)`;

/**
 * What each entry of the batch meant for each project it touches: the net change of the money held
 * for it, and the totals this change is made of. `held` = received - fees - refunded - disbursed -
 * in_transit - moved, by construction. The batch has position, id, kind and project_id.
 */
export function effectsOf(batch: string): string {
  return `
  WITH batch AS (${batch}),
  line AS (
    SELECT batch.position,
           CASE WHEN account.subject_kind = 'project' THEN account.subject_id
                ELSE batch.project_id END AS project_id,
           chart.held, account.code = '2300' AS transit, -posted.amount_minor AS credit,
           CASE WHEN posted.amount_minor < 0 THEN kind.credit_means ELSE kind.debit_means END AS means
      FROM batch
      JOIN ledger_kind AS kind ON kind.kind = batch.kind
      JOIN ledger_line AS posted ON posted.entry_id = batch.id
      JOIN ledger_account AS account ON account.id = posted.account_id
      JOIN ledger_chart AS chart ON chart.code = account.code),
  sums AS (
    SELECT project_id, position,
           coalesce(sum(credit) FILTER (WHERE held), 0)::bigint AS held,
           coalesce(sum(credit) FILTER (WHERE transit), 0)::bigint AS in_transit,
           coalesce(sum(credit) FILTER (WHERE held AND means = 'received'), 0)::bigint AS received,
           coalesce(-sum(credit) FILTER (WHERE held AND means = 'fees'), 0)::bigint AS fees,
           coalesce(-sum(credit) FILTER (WHERE held AND means = 'refunded'), 0)::bigint AS refunded,
           coalesce(-sum(credit) FILTER (WHERE held AND means = 'disbursed'), 0)::bigint AS left_held,
           coalesce(-sum(credit) FILTER (WHERE held AND means = 'moved'), 0)::bigint AS moved
      FROM line WHERE project_id IS NOT NULL GROUP BY project_id, position),
  effect AS (
    SELECT project_id, position, held, in_transit, received, fees, refunded,
           left_held - in_transit AS disbursed, moved
      FROM sums)`;
}
