import type { Invariant } from './invariant.js';
import { sqlInvariant } from './invariant.js';

const LEDGER_TABLES = `('ledger_entry'), ('ledger_line'), ('ledger_seal'), ('ledger_account'), ('ledger_balance')`;

/** The books themselves: quality list A, read from the lines alone. */
export const LEDGER_INVARIANTS: readonly Invariant[] = [
  sqlInvariant('A1', 'every entry sums to zero', {
    examined: 'SELECT id FROM ledger_entry',
    violations: `SELECT entry_id, sum(amount_minor)::text AS off_by FROM ledger_line
                  GROUP BY entry_id HAVING sum(amount_minor) <> 0`,
  }),
  sqlInvariant('A2', 'every entry has two lines on two accounts or more', {
    examined: 'SELECT id FROM ledger_entry',
    violations: `SELECT e.id FROM ledger_entry e LEFT JOIN ledger_line l ON l.entry_id = e.id
                  GROUP BY e.id HAVING count(l.line_no) < 2 OR count(DISTINCT l.account_id) < 2`,
  }),
  sqlInvariant('A3', 'the processes may neither change nor remove what is booked', {
    examined: `SELECT * FROM (VALUES ${LEDGER_TABLES}) books (name)`,
    violations: `SELECT books.name, privilege FROM (VALUES ${LEDGER_TABLES}) books (name),
                   unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) privilege
                  WHERE has_table_privilege('vatra_app', books.name, privilege)`,
  }),
  sqlInvariant('A5', 'no restricted account was ever below zero, entry after entry', {
    examined: `SELECT l.entry_id FROM ledger_line l JOIN ledger_account a ON a.id = l.account_id WHERE a.restricted`,
    violations: `
      SELECT code, subject_id, ordinal, running::text FROM (
        SELECT a.code, a.subject_id, e.ordinal,
               sum(net.amount) OVER (PARTITION BY a.id ORDER BY e.ordinal) * a.normal_side AS running
          FROM (SELECT entry_id, account_id, sum(amount_minor) AS amount
                  FROM ledger_line GROUP BY entry_id, account_id) net
          JOIN ledger_account a ON a.id = net.account_id AND a.restricted
          JOIN ledger_entry e ON e.id = net.entry_id) steps
       WHERE running < 0`,
  }),
  sqlInvariant('A6', 'every stored balance equals the sum of its lines', {
    examined: 'SELECT account_id FROM ledger_balance',
    violations: `
      SELECT kept.account_id, kept.balance_minor::text, coalesce(sums.total, 0)::text AS summed
        FROM (SELECT DISTINCT ON (account_id) account_id, below_tx, balance_minor
                FROM ledger_balance ORDER BY account_id, below_tx DESC) kept
        JOIN ledger_account a ON a.id = kept.account_id
        LEFT JOIN LATERAL (
          SELECT sum(amount_minor) AS total FROM ledger_line
           WHERE account_id = kept.account_id AND tx_id < kept.below_tx) sums ON true
       WHERE kept.balance_minor <> coalesce(sums.total, 0)`,
  }),
  sqlInvariant('A7', 'one effect is booked once', {
    examined: 'SELECT id FROM ledger_entry',
    violations: `SELECT purpose_key, count(*)::text AS times FROM ledger_entry
                  GROUP BY purpose_key HAVING count(*) > 1`,
  }),
  sqlInvariant('A8', 'amounts are whole, not zero and within bounds', {
    examined: 'SELECT entry_id FROM ledger_line',
    violations: `SELECT entry_id, line_no, amount_minor::text FROM ledger_line
                  WHERE amount_minor = 0 OR abs(amount_minor) > 1000000000000`,
  }),
  sqlInvariant('A10', 'every entry says who, as what and when', {
    examined: 'SELECT id FROM ledger_entry',
    violations: `SELECT id FROM ledger_entry
                  WHERE actor_role = '' OR booked_at IS NULL OR booked_at > clock_timestamp() + interval '5 seconds'`,
  }),
  sqlInvariant('A11', 'nothing claims an entry that does not exist', {
    examined: `SELECT entry_id FROM contributions WHERE entry_id IS NOT NULL
                UNION ALL SELECT reserve_entry_id FROM refunds
                UNION ALL SELECT sent_entry_id FROM tranches WHERE sent_entry_id IS NOT NULL`,
    violations: `
      SELECT claimed.* FROM (
        SELECT 'contribution' AS kind, id, entry_id FROM contributions WHERE entry_id IS NOT NULL
        UNION ALL SELECT 'refund', id, reserve_entry_id FROM refunds
        UNION ALL SELECT 'refund', id, paid_entry_id FROM refunds WHERE paid_entry_id IS NOT NULL
        UNION ALL SELECT 'tranche', id, sent_entry_id FROM tranches WHERE sent_entry_id IS NOT NULL
        UNION ALL SELECT 'tranche', id, confirmed_entry_id FROM tranches WHERE confirmed_entry_id IS NOT NULL
      ) claimed LEFT JOIN ledger_entry e ON e.id = claimed.entry_id WHERE e.id IS NULL`,
  }),
  sqlInvariant(
    'B1',
    'received = held + on its way + disbursed + refunded + fees + moved, per project',
    {
      examined: 'SELECT DISTINCT project_id FROM ledger_project_effect',
      violations: `
      SELECT latest.project_id, latest.held_after::text, coalesce(books.held, 0)::text AS in_books FROM (
        SELECT DISTINCT ON (project_id) * FROM ledger_project_effect ORDER BY project_id, position DESC) latest
        LEFT JOIN LATERAL (
          SELECT -sum(l.amount_minor) AS held FROM ledger_line l
            JOIN ledger_account a ON a.id = l.account_id
            JOIN ledger_seal s ON s.entry_id = l.entry_id AND s.position <= latest.position
           WHERE a.subject_id = latest.project_id AND a.code IN ('2100', '2110')) books ON true
       WHERE latest.held_after <> latest.received_after - latest.fees_after - latest.refunded_after
               - latest.disbursed_after - latest.in_transit_after - latest.moved_after
          OR latest.held_after <> coalesce(books.held, 0)`,
    },
  ),
  sqlInvariant('B9', 'money at the provider and the bank covers all that is held for others', {
    examined: 'SELECT id FROM ledger_account',
    violations: `
      SELECT cover.assets::text, cover.held::text FROM (
        SELECT coalesce(sum(l.amount_minor) FILTER (
                 WHERE a.code IN ('1010', '1050', '1100', '1300', '1310', '1320', '1400')), 0) AS assets,
               coalesce(-sum(l.amount_minor) FILTER (WHERE c.held), 0) AS held
          FROM ledger_line l JOIN ledger_account a ON a.id = l.account_id
          JOIN ledger_chart c ON c.code = a.code) cover
       WHERE cover.assets < cover.held`,
  }),
];
