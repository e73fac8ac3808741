import type { Invariant } from './invariant.js';
import { sqlInvariant } from './invariant.js';

/** Longer than any payout or payment takes, weekends and holidays counted in. */
const DAYS_ON_THE_WAY_MAX = 7;

const late = (since: string): string =>
  `${since} < vatra_now() - interval '${String(DAYS_ON_THE_WAY_MAX)} days'`;

/** When the row came into its state. */
const since = (machine: string, id: string, state: string): string => `
  (SELECT max(at) FROM state_change WHERE machine = '${machine}' AND subject_id = ${id} AND to_state = '${state}')`;

const ON_THE_WAY = `
  SELECT 'payout' AS kind, p.id AS subject, p.amount_minor, p.created_at AS since FROM stripe_payouts p
   WHERE p.status = 'paid' AND NOT EXISTS (
     SELECT 1 FROM bank_lines b WHERE b.matched_kind = 'payout' AND b.matched_id = p.id)
  UNION ALL
  SELECT 'tranche', t.instruction_id, t.amount_minor, t.sent_at FROM tranches t WHERE t.state = 'sent'
  UNION ALL
  SELECT 'order', o.instruction_id, o.amount_minor, ${since('operator_order', 'o.id', 'sent')}
    FROM operator_orders o WHERE o.state = 'sent'
  UNION ALL
  SELECT 'top-up', u.instruction_id, u.amount_minor, ${since('top_up', 'u.id', 'sent')}
    FROM client_top_ups u WHERE u.state = 'sent'
  UNION ALL
  SELECT 'refill', r.instruction_id, r.amount_minor, r.ordered_at
    FROM stripe_refills r WHERE r.state = 'sent'
  UNION ALL
  SELECT 'refund', k.instruction_id, k.amount_minor, ${since('refund_claim', 'k.id', 'sent')}
    FROM refund_claims k WHERE k.state = 'sent'`;

/** Gone from the bank and not shown by Stripe, or the other way round (1070). */
const TO_STRIPE = `FROM ledger_line l JOIN ledger_entry e ON e.id = l.entry_id
  JOIN ledger_account a ON a.id = l.account_id WHERE a.code = '1070'`;

/**
 * The bank against our books, line by line and in both directions. A wait is no violation of the
 * books, so these are asked by the reconciliation alone.
 */
export const BANK_RECONCILIATION: readonly Invariant[] = [
  sqlInvariant('R1', 'every line of the bank is in the books', {
    examined: 'SELECT id FROM bank_lines',
    violations: `SELECT reference, direction, amount_minor::text AS theirs, booked_on::text FROM bank_lines
                  WHERE matched_kind IS NULL ORDER BY booked_on DESC`,
  }),
  sqlInvariant('R2', 'what the books say is on its way has come to the bank within a week', {
    examined: `SELECT subject FROM (${ON_THE_WAY}) moves`,
    violations: `SELECT kind, subject, amount_minor::text AS ours, since::date::text FROM (${ON_THE_WAY}) moves
                  WHERE ${late('since')}`,
  }),
  sqlInvariant('R3', 'what left the bank for Stripe has come there within a week', {
    examined: `SELECT l.entry_id ${TO_STRIPE}`,
    violations: `SELECT 'refills' AS kind, sum(l.amount_minor)::text AS ours, max(e.value_date)::text AS since
                   ${TO_STRIPE} HAVING sum(l.amount_minor) <> 0 AND ${late('max(e.value_date)')}`,
  }),
];

/** What the provider and the bank can be asked about, also found by the reading of the books. */
export const RECONCILED: readonly string[] = ['D3', 'D4', 'D9', 'D10', 'B10', 'B12', 'B13'];
