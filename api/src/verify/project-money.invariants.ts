import type { Invariant } from './invariant.js';
import { sqlInvariant } from './invariant.js';

const ASSETS = `('1010', '1050', '1060', '1070', '1100', '1300', '1310', '1320', '1400')`;
const COSTS = `('5000', '5020', '5030', '5100', '5200')`;

/** What the code of an account says is found out once an account, not once a line. */
const ACCOUNTS = `
  SELECT id, subject_id, code IN ('1010', '1100') AS is_ours, code = '5000' AS is_fee, code = '4000' AS is_tip,
         code IN ('2100', '2140') AS is_project FROM ledger_account OFFSET 0`;

/** The lines of each gift's first entry, one row a gift: quality list B7. */
const BOOKED_GIFTS = `
  SELECT e.subject_id AS id, e.facts, booked.* FROM ledger_entry e JOIN (
    SELECT l.entry_id,
           coalesce(sum(l.amount_minor) FILTER (WHERE a.is_ours), 0) AS arrived,
           coalesce(sum(l.amount_minor) FILTER (WHERE a.is_fee), 0) AS fees_borne,
           coalesce(-sum(l.amount_minor) FILTER (WHERE a.is_tip), 0) AS tip,
           coalesce(-sum(l.amount_minor) FILTER (WHERE a.is_project AND a.subject_id = gift.project_id), 0) AS net
      FROM ledger_line l JOIN (${ACCOUNTS}) a ON a.id = l.account_id JOIN ledger_entry gift ON gift.id = l.entry_id
     WHERE gift.kind IN ('L1', 'L8', 'L23') AND gift.subject_kind = 'contribution'
     GROUP BY l.entry_id) booked ON booked.entry_id = e.id`;

/** In which state a project was from when to when, by recorded time. */
const PROJECT_TIMES = `
  SELECT subject_id AS project_id, to_state, recorded_at AS from_at,
         coalesce(lead(recorded_at) OVER (PARTITION BY subject_id ORDER BY recorded_at, id), 'infinity') AS until_at
    FROM state_change WHERE machine = 'project'`;

const COSTS_TODAY = `
  SELECT coalesce(sum(l.amount_minor), 0) FROM ledger_account a
    JOIN public.ledger_line l ON l.account_id = a.id JOIN ledger_entry e ON e.id = l.entry_id
   WHERE a.code IN ${COSTS} AND e.value_date >= (SELECT (vatra_now() AT TIME ZONE 'UTC')::date)`;

/** Costs of the day, which L27 tops up, are only looked for when something is missing. */
const uncovered = (balances: string): string => `
  SELECT assets::text, held::text, (held - assets)::text AS missing FROM (
    SELECT coalesce(sum(b.minor) FILTER (WHERE a.code IN ${ASSETS}), 0) AS assets,
           coalesce(-sum(b.minor) FILTER (WHERE a.code LIKE '2%'), 0) AS held
      FROM ledger_account a JOIN (${balances}) b ON b.account_id = a.id) cover
   WHERE assets < held AND assets + greatest((${COSTS_TODAY}), 0) < held`;

/** What lies where for whom: quality list B. */
export const PROJECT_MONEY_INVARIANTS: readonly Invariant[] = [
  sqlInvariant(
    'B1',
    'received = held + on its way + disbursed + refunded + fees + moved, per project',
    {
      tail: 'never',
      examined: 'SELECT DISTINCT project_id FROM ledger_project_effect',
      violations: `
      WITH latest AS (
        SELECT last.* FROM (SELECT DISTINCT project_id FROM ledger_project_effect) project CROSS JOIN LATERAL (
          SELECT * FROM ledger_project_effect e WHERE e.project_id = project.project_id
           ORDER BY e.position DESC LIMIT 1) last),
      books AS (
        SELECT coalesce(CASE WHEN a.subject_kind = 'project' THEN a.subject_id END, e.project_id) AS project_id,
               coalesce(-sum(l.amount_minor) FILTER (WHERE c.held), 0) AS held,
               coalesce(-sum(l.amount_minor) FILTER (WHERE a.code = '2300'), 0) AS in_transit
          FROM ledger_seal s JOIN ledger_entry e ON e.id = s.entry_id JOIN ledger_line l ON l.entry_id = e.id
          JOIN ledger_account a ON a.id = l.account_id JOIN ledger_chart c ON c.code = a.code
         WHERE c.held OR a.code = '2300' GROUP BY 1)
      SELECT coalesce(latest.project_id, books.project_id) AS project_id, latest.held_after::text AS held,
             books.held::text AS held_in_books, latest.in_transit_after::text AS in_transit,
             books.in_transit::text AS in_transit_in_books
        FROM latest FULL JOIN (SELECT * FROM books WHERE project_id IS NOT NULL) books USING (project_id)
       WHERE latest.held_after IS DISTINCT FROM latest.received_after - latest.fees_after - latest.refunded_after
               - latest.disbursed_after - latest.in_transit_after - latest.moved_after
          OR coalesce(latest.held_after, 0) <> coalesce(books.held, 0)
          OR coalesce(latest.in_transit_after, 0) <> coalesce(books.in_transit, 0)`,
    },
  ),
  sqlInvariant('B2', 'at no time was more paid out or under way than had come and not gone back', {
    tail: { tables: ['ledger_project_effect'] },
    examined: 'SELECT project_id FROM ledger_project_effect',
    violations: `
      SELECT project_id, position, held_after::text FROM ledger_project_effect
       WHERE disbursed_after + in_transit_after > received_after - fees_after - refunded_after - moved_after`,
  }),
  sqlInvariant('B3', 'the tranches of a plan add up to the grant, and their parts to the whole', {
    examined: 'SELECT project_id FROM agreements',
    violations: `
      SELECT a.project_id, a.grant_total_minor::text, sum(t.amount_minor)::text AS planned,
             a.reserve_minor::text AS reserve, sum(t.percent) AS percent
        FROM agreements a JOIN tranches t ON t.project_id = a.project_id
       WHERE t.state <> 'cancelled' AND a.cancelled_at IS NULL
       GROUP BY a.project_id, a.grant_total_minor, a.reserve_minor
      -- R76: what is kept back for dearer lei is no tranche's.
      HAVING sum(t.amount_minor) + a.reserve_minor <> a.grant_total_minor OR sum(t.percent) <> 100`,
  }),
  sqlInvariant('B5', 'one payment crosses the optimum; what comes behind it is kept apart', {
    examined: 'SELECT campaign_id FROM campaign_totals',
    violations: `
      SELECT t.campaign_id, t.net_minor::text, c.optimum_minor::text, crossing.net_minor::text AS crossing
        FROM campaign_totals t JOIN campaigns c ON c.id = t.campaign_id
        LEFT JOIN campaign_credits crossing ON crossing.id = t.crossing_credit_id
       WHERE NOT c.hold_extended AND t.net_minor - coalesce(crossing.net_minor, 0) >= c.optimum_minor`,
  }),
  sqlInvariant('B6', 'a card pays into a project only while it collects', {
    tail: { tables: ['ledger_entry'] },
    examined: `SELECT id FROM ledger_entry WHERE kind = 'L1'`,
    violations: `
      SELECT e.id, e.project_id, time.to_state FROM ledger_entry e
        JOIN (${PROJECT_TIMES}) time ON time.project_id = e.project_id
         AND e.booked_at >= time.from_at AND e.booked_at < time.until_at
       WHERE e.kind = 'L1' AND time.to_state <> 'campaigning'
         -- Judged in the same moment: then it was taken out again.
         AND NOT EXISTS (SELECT 1 FROM ledger_entry out WHERE out.purpose_key = 'L16:' || e.subject_id)`,
  }),
  sqlInvariant('B7', 'a gift is booked as its donor chose it, with the fee the provider took', {
    tail: { tables: ['ledger_entry', 'ledger_line'] },
    examined: `SELECT id FROM ledger_entry WHERE kind IN ('L1', 'L8', 'L23') AND subject_kind = 'contribution'`,
    violations: `
      SELECT c.id, c.gross_minor::text, booked.net::text, booked.tip::text, booked.fees_borne::text
        FROM (${BOOKED_GIFTS}) booked JOIN contributions c ON c.id = booked.id
        LEFT JOIN stripe_charges s ON s.id = c.charge_id
       WHERE booked.arrived <> c.gross_minor - c.fee_minor OR booked.net <> c.net_minor
          OR booked.tip <> c.tip_minor OR booked.fees_borne <> c.fee_minor - c.fee_project_minor
          OR (booked.facts ->> 'gift_minor')::bigint IS DISTINCT FROM c.gift_minor
          OR (booked.facts ->> 'fee_cover_minor')::bigint IS DISTINCT FROM c.fee_cover_minor
          OR s.fee_minor <> c.fee_minor OR s.settled_minor <> c.gross_minor`,
  }),
  sqlInvariant('B9', 'client money covers all that is held for others, but for costs of the day', {
    tail: {
      tables: ['ledger_line'],
      // From the kept balances on.
      violations: uncovered(`
        SELECT id AS account_id, ledger_balance_of(id) AS minor FROM ledger_account
         WHERE code IN ${ASSETS} OR code LIKE '2%'`),
    },
    examined: 'SELECT id FROM ledger_account',
    violations: uncovered(
      'SELECT account_id, sum(amount_minor) AS minor FROM ledger_line GROUP BY account_id',
    ),
  }),
  sqlInvariant('B10', 'the client account in the books is what the bank has shown of it', {
    tail: 'never',
    examined: `SELECT id FROM bank_lines WHERE matched_kind IS NOT NULL`,
    violations: `
      SELECT booked::text, shown::text, never_left::text FROM
        (SELECT coalesce(sum(l.amount_minor), 0) AS booked FROM ledger_line l
           JOIN ledger_account a ON a.id = l.account_id WHERE a.code = '1100') books,
        (SELECT coalesce(sum(CASE direction WHEN 'in' THEN amount_minor ELSE -amount_minor END), 0) AS shown
           FROM bank_lines WHERE matched_kind IS NOT NULL) bank,
        -- A payment the bank refused comes as a credit of money that never left.
        (SELECT coalesce(sum(l.amount_minor), 0) AS never_left FROM ledger_entry e
           JOIN ledger_line l ON l.entry_id = e.id JOIN ledger_account a ON a.id = l.account_id
          WHERE a.code = '2300' AND ((e.kind IN ('L5', 'L9', 'L29') AND e.reverses IS NOT NULL
                AND e.purpose_key NOT LIKE 'L9:un%')
              OR e.purpose_key LIKE 'L19:failed:%')) refused
       WHERE booked <> shown - never_left`,
  }),
  sqlInvariant('B17', 'no cost of the operator is paid from the account of client money', {
    tail: { tables: ['ledger_line'] },
    examined: `SELECT l.entry_id FROM ledger_line l JOIN ledger_account a ON a.id = l.account_id WHERE a.code = '1100'`,
    violations: `
      SELECT l.entry_id, bank.amount_minor::text AS from_client_bank, l.amount_minor::text AS cost
        FROM ledger_account a JOIN ledger_line l ON l.account_id = a.id AND l.amount_minor > 0
        JOIN ledger_line bank ON bank.entry_id = l.entry_id AND bank.amount_minor < 0
        JOIN ledger_account b ON b.id = bank.account_id AND b.code = '1100'
       WHERE a.code IN ${COSTS}`,
  }),
];
