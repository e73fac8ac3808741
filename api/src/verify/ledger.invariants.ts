import type { Invariant } from './invariant.js';
import { sqlInvariant } from './invariant.js';

const BOOKS = [
  'ledger_account',
  'ledger_account_lock',
  'ledger_entry',
  'ledger_line',
  'ledger_seal',
  'ledger_watermark',
  'ledger_balance',
  'ledger_project_effect',
];
const LEDGER_TABLES = BOOKS.map((name) => `('${name}')`).join(', ');

/** Where a row of a feature says that something was booked. */
const CLAIMS = `
  SELECT 'contribution' AS kind, id, entry_id FROM contributions WHERE entry_id IS NOT NULL
  UNION ALL SELECT 'refund', id, reserve_entry_id FROM refunds
  UNION ALL SELECT 'refund', id, paid_entry_id FROM refunds WHERE paid_entry_id IS NOT NULL
  UNION ALL SELECT 'refund', id, bounced_entry_id FROM refunds WHERE bounced_entry_id IS NOT NULL
  UNION ALL SELECT 'dispute', id, open_entry_id FROM disputes WHERE open_entry_id IS NOT NULL
  UNION ALL SELECT 'dispute', id, end_entry_id FROM disputes WHERE end_entry_id IS NOT NULL
  UNION ALL SELECT 'claim', id, sent_entry_id FROM refund_claims WHERE sent_entry_id IS NOT NULL
  UNION ALL SELECT 'claim', id, paid_entry_id FROM refund_claims WHERE paid_entry_id IS NOT NULL
  UNION ALL SELECT 'tranche', id, sent_entry_id FROM tranches WHERE sent_entry_id IS NOT NULL
  UNION ALL SELECT 'tranche', id, confirmed_entry_id FROM tranches WHERE confirmed_entry_id IS NOT NULL
  UNION ALL SELECT 'operator_order', id, entry_id FROM operator_orders WHERE entry_id IS NOT NULL
  UNION ALL SELECT 'operator_order', id, proved_entry_id FROM operator_orders WHERE proved_entry_id IS NOT NULL
  UNION ALL SELECT 'client_top_up', id, sent_entry_id FROM client_top_ups WHERE sent_entry_id IS NOT NULL
  UNION ALL SELECT 'client_top_up', id, arrived_entry_id FROM client_top_ups WHERE arrived_entry_id IS NOT NULL
  UNION ALL SELECT 'offline_arrival', id, entry_id FROM offline_arrivals
  UNION ALL SELECT 'offline_line', id, entry_id FROM offline_lines WHERE entry_id IS NOT NULL`;

/** What an entry is about, and where that must be found. */
const SOURCES = `
  SELECT 'contribution' AS kind, id FROM contributions
  UNION ALL SELECT 'tranche', id FROM tranches
  UNION ALL SELECT 'offline_sheet', id FROM offline_sheets
  UNION ALL SELECT 'operator_order', id FROM operator_orders
  UNION ALL SELECT 'client_top_up', id FROM client_top_ups
  UNION ALL SELECT 'payout', book_id FROM stripe_payouts
  UNION ALL SELECT 'stripe_top_up', book_id FROM stripe_top_ups
  UNION ALL SELECT 'refill', id FROM stripe_refills
  UNION ALL SELECT 'bank_line', id FROM bank_lines
  UNION ALL SELECT 'commitment', id FROM commitments
  UNION ALL SELECT 'commitment_evidence', id FROM commitment_evidence`;

/** Steps of restricted accounts that end below zero; `public.` because earlier steps carry later ones. */
const belowZero = (accounts: string): string => `
  SELECT DISTINCT code, subject_id, ordinal, running::text FROM (
    SELECT r.code, r.subject_id, e.ordinal, r.normal_side * sum(l.amount_minor) OVER steps AS running
      FROM ledger_account r JOIN public.ledger_line l ON l.account_id = r.id
      JOIN public.ledger_entry e ON e.id = l.entry_id
     WHERE ${accounts}
    -- The lines of one entry on one account are peers here: none of them is a step by itself.
    WINDOW steps AS (PARTITION BY l.account_id ORDER BY e.ordinal RANGE UNBOUNDED PRECEDING)) steps
   WHERE running < 0`;

/**
 * Restricted accounts that were lowered lately, from the last snapshot on. Whoever looks short there is
 * looked at from the first entry on, because transactions do not end in the order they were numbered.
 */
const BELOW_ZERO_LATELY = `
  WITH net AS (
    SELECT l.account_id, e.ordinal, sum(l.amount_minor) AS amount
      FROM ledger_entry e JOIN ledger_line l ON l.entry_id = e.id
      JOIN ledger_account a ON a.id = l.account_id AND a.restricted GROUP BY l.account_id, e.ordinal),
  before AS (
    SELECT a.id, a.normal_side, coalesce(kept.balance_minor, 0) + coalesce(later.total, 0) AS balance
      FROM ledger_account a
      LEFT JOIN LATERAL (SELECT balance_minor, below_tx FROM ledger_balance b
                          WHERE b.account_id = a.id AND b.below_tx <= '$since'::xid8
                          ORDER BY below_tx DESC LIMIT 1) kept ON true
      CROSS JOIN LATERAL (SELECT sum(l.amount_minor) AS total FROM public.ledger_line l
                           WHERE l.account_id = a.id AND l.tx_id < '$since'::xid8
                             AND l.tx_id >= coalesce(kept.below_tx, '0'::xid8)) later
     WHERE a.id IN (SELECT account_id FROM net)),
  short AS (
    SELECT id FROM (
      SELECT before.id, before.normal_side * (before.balance + sum(net.amount)
               OVER (PARTITION BY before.id ORDER BY net.ordinal)) AS running
        FROM before JOIN net ON net.account_id = before.id) steps
     WHERE running < 0)
  ${belowZero('r.id IN (SELECT id FROM short)')}`;

/** The books themselves: quality list A, read from the lines alone. */
export const LEDGER_INVARIANTS: readonly Invariant[] = [
  sqlInvariant('A1', 'every entry sums to zero, and so do its lines off the balance', {
    tail: { tables: ['ledger_entry', 'ledger_line'] },
    examined: 'SELECT id FROM ledger_entry',
    violations: `
      SELECT entry_id, sum(amount_minor)::text AS off_by FROM ledger_line
       GROUP BY entry_id HAVING sum(amount_minor) <> 0
      UNION ALL
      SELECT l.entry_id, sum(l.amount_minor)::text FROM ledger_account a
        JOIN ledger_line l ON l.account_id = a.id
       WHERE a.code >= '9' GROUP BY l.entry_id HAVING sum(l.amount_minor) <> 0`,
  }),
  sqlInvariant('A2', 'every entry has the lines it says, on two accounts or more', {
    tail: { tables: ['ledger_entry', 'ledger_line'] },
    examined: 'SELECT id FROM ledger_entry',
    // By hashes, which have a largest and a smallest: one account has one, so that none is overlooked.
    violations: `
      SELECT e.id, e.line_count, l.lines, l.accounts FROM ledger_entry e
        LEFT JOIN (SELECT entry_id, count(*) AS lines, max(account) <> min(account) AS accounts
                     FROM (SELECT entry_id, uuid_hash_extended(account_id, 0) AS account FROM ledger_line) numbered
                    GROUP BY entry_id) l ON l.entry_id = e.id
       WHERE l.lines IS DISTINCT FROM e.line_count OR l.accounts IS DISTINCT FROM true`,
  }),
  sqlInvariant('A3', 'the books can only be written forward', {
    examined: `SELECT * FROM (VALUES ${LEDGER_TABLES}) books (name)`,
    violations: `
      SELECT books.name, privilege AS flaw FROM (VALUES ${LEDGER_TABLES}) books (name),
             unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) privilege
       WHERE has_table_privilege('vatra_app', books.name, privilege)
         -- To lock a row asks for this privilege; the trigger below refuses the change itself.
         AND (books.name, privilege) <> ('ledger_account_lock', 'UPDATE')
      UNION ALL
      SELECT books.name, 'trigger ' || wall.suffix FROM (VALUES ${LEDGER_TABLES}) books (name),
             (VALUES ('_forward_only'), ('_no_truncate')) wall (suffix)
       WHERE NOT EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = books.name::regclass
                          AND t.tgname = books.name || wall.suffix AND t.tgenabled = 'O')
      UNION ALL
      SELECT 'ledger_entry', 'trigger ' || wall.name
        FROM (VALUES ('ledger_entry_sound'), ('ledger_entry_stamp'), ('ledger_line_own_header')) wall (name)
       WHERE NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = wall.name AND tgenabled = 'O')`,
  }),
  sqlInvariant('A4', 'what was paid in another currency stands beside its amount in EUR', {
    tail: { tables: ['ledger_line'] },
    examined: 'SELECT entry_id FROM ledger_line',
    violations: `
      SELECT entry_id, line_no, amount_minor::text, original_minor::text, original_currency FROM ledger_line
       WHERE original_currency IS NOT NULL
         AND (original_minor = 0 OR (original_currency = 'EUR' AND abs(original_minor) <> abs(amount_minor)))`,
  }),
  sqlInvariant('A5', 'no restricted account was ever below zero, entry after entry', {
    tail: { tables: ['ledger_entry', 'ledger_line'], violations: BELOW_ZERO_LATELY },
    examined: `SELECT l.entry_id FROM ledger_line l JOIN ledger_account a ON a.id = l.account_id WHERE a.restricted`,
    violations: belowZero('r.restricted'),
  }),
  sqlInvariant('A6', 'every stored balance equals the sum of its lines', {
    tail: 'never',
    examined: 'SELECT account_id FROM ledger_balance',
    violations: `
      SELECT kept.account_id, kept.balance_minor::text, coalesce(sums.total, 0)::text AS summed
        FROM (SELECT DISTINCT ON (account_id) account_id, below_tx, balance_minor
                FROM ledger_balance ORDER BY account_id, below_tx DESC) kept
        LEFT JOIN LATERAL (
          SELECT sum(amount_minor) AS total FROM ledger_line
           WHERE account_id = kept.account_id AND tx_id < kept.below_tx) sums ON true
       WHERE kept.balance_minor <> coalesce(sums.total, 0)`,
  }),
  sqlInvariant('A7', 'one effect is booked once', {
    tail: 'never',
    examined: 'SELECT id FROM ledger_entry',
    violations: `SELECT purpose_key, count(*)::text AS times FROM ledger_entry
                  GROUP BY purpose_key HAVING count(*) > 1`,
  }),
  sqlInvariant('A8', 'amounts are whole, not zero and within bounds', {
    tail: { tables: ['ledger_line'] },
    examined: 'SELECT entry_id FROM ledger_line',
    violations: `SELECT entry_id, line_no, amount_minor::text FROM ledger_line
                  WHERE amount_minor = 0 OR abs(amount_minor) > 1000000000000`,
  }),
  sqlInvariant('A9', 'what is undone was booked, and no more of it is undone than that', {
    mayBeEmpty: true,
    tail: 'never',
    examined: 'SELECT id FROM ledger_entry WHERE reverses IS NOT NULL',
    violations: `
      SELECT undone.original, undone.account_id, undone.amount::text AS undone, booked.amount::text AS booked
        FROM (SELECT e.reverses AS original, l.account_id, sum(l.amount_minor) AS amount
                FROM ledger_entry e JOIN ledger_line l ON l.entry_id = e.id
               WHERE e.reverses IS NOT NULL GROUP BY 1, 2) undone
        LEFT JOIN LATERAL (
          SELECT sum(amount_minor) AS amount FROM ledger_line
           WHERE entry_id = undone.original AND account_id = undone.account_id) booked ON true
       WHERE booked.amount IS NULL OR abs(undone.amount) > abs(booked.amount)
          OR sign(undone.amount) = sign(booked.amount)`,
  }),
  sqlInvariant('A10', 'every entry says who, as what and when', {
    tail: { tables: ['ledger_entry'] },
    examined: 'SELECT id FROM ledger_entry',
    violations: `
      SELECT id, actor_role, booked_at FROM ledger_entry
       WHERE actor_role = '' OR (actor_id IS NULL AND actor_role NOT IN ('system', 'donor'))
          OR booked_at > clock_timestamp() + interval '2 seconds'`,
  }),
  sqlInvariant('A11', 'nothing claims an entry that does not exist, no entry is about nothing', {
    tail: 'never',
    examined: `SELECT id FROM (${CLAIMS}) claims UNION ALL SELECT id FROM ledger_entry`,
    violations: `
      SELECT claims.kind, claims.id, claims.entry_id FROM (${CLAIMS}) claims
        LEFT JOIN ledger_entry e ON e.id = claims.entry_id WHERE e.id IS NULL
      UNION ALL
      SELECT e.subject_kind, e.subject_id, e.id FROM ledger_entry e
        LEFT JOIN (${SOURCES}) source ON source.kind = e.subject_kind AND source.id = e.subject_id
       WHERE e.subject_kind IN ('contribution', 'tranche', 'offline_sheet', 'payout', 'bank_line', 'commitment', 'commitment_evidence')
         AND source.id IS NULL`,
  }),
];
