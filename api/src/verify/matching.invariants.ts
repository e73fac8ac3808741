import type { Invariant } from './invariant.js';
import { sqlInvariant } from './invariant.js';

/** What came to each fund or was guaranteed to it, less what fell away or went back (L25). */
const DEPOSITED = `
  SELECT fund_id, sum(CASE kind WHEN 'paid_in' THEN amount_minor WHEN 'guarantee' THEN amount_minor
                                WHEN 'received' THEN 0 ELSE -amount_minor END) AS minor,
         sum(CASE kind WHEN 'guarantee' THEN amount_minor WHEN 'paid_in' THEN 0 WHEN 'returned' THEN 0
                       ELSE -amount_minor END) AS promised
    FROM matching_fund_money WHERE state = 'confirmed' GROUP BY fund_id`;

const GIVEN = `
  SELECT fund_id, sum(left_minor) AS minor, coalesce(sum(left_minor) FILTER (WHERE state = 'reserved'), 0) AS reserved
    FROM match_reservations GROUP BY fund_id`;

/** The balance of a fund's account on its normal side, from the lines alone. */
const inBooks = (code: string): string => `
  coalesce((SELECT sum(a.normal_side * l.amount_minor) FROM ledger_account a
              JOIN ledger_line l ON l.account_id = a.id
             WHERE a.code = '${code}' AND a.subject_id = fund.id), 0)`;

/** Everything, or those projects that matching has come to since. */
const EVERY = (): string => 'true';
const COMMITTED_SINCE = (projectId: string): string =>
  `${projectId} IN (SELECT project_id FROM ledger_entry WHERE kind = 'L3')`;

/**
 * Projects whose campaigns say something else than the lines of what became their own matching; what of
 * it went back later stays counted. Grouped, because a look-up for each line costs five times as much.
 */
const toldOtherwise = (among: (projectId: string) => string): string => `
  SELECT project_id, coalesce(told.minor, 0)::text AS told, coalesce(booked.minor, 0)::text AS in_books
    FROM (SELECT project_id, sum(match_committed_minor) AS minor FROM campaigns
           WHERE ${among('project_id')} GROUP BY project_id) told
    FULL JOIN (
      SELECT a.subject_id AS project_id, -sum(l.amount_minor) AS minor FROM ledger_account a
        JOIN public.ledger_line l ON l.account_id = a.id JOIN public.ledger_entry e ON e.id = l.entry_id
       WHERE a.code = '2110' AND e.kind = 'L3' AND ${among('a.subject_id')} GROUP BY a.subject_id) booked
         USING (project_id)
   WHERE coalesce(told.minor, 0) <> coalesce(booked.minor, 0)`;

/** Commitments a council stands by, and what of each is proved. */
const PROMISED = `
  SELECT c.project_id, sum(c.cash_minor) AS cash, sum(c.in_kind_minor) AS in_kind,
         sum(proof.cash) AS proved_cash, sum(proof.in_kind) AS proved_in_kind,
         bool_or(proof.cash <> c.evidenced_cash_minor OR proof.in_kind <> c.evidenced_in_kind_minor) AS differs
    FROM commitments c CROSS JOIN LATERAL (
      SELECT coalesce(sum(amount_minor) FILTER (WHERE kind = 'cash'), 0) AS cash,
             coalesce(sum(amount_minor) FILTER (WHERE kind = 'in_kind'), 0) AS in_kind
        FROM commitment_evidence e WHERE e.commitment_id = c.id AND e.state = 'accepted') proof
   WHERE c.state NOT IN ('declared', 'withdrawn') GROUP BY c.project_id`;

/** Matching funds and what the authority brings: quality list B. */
export const MATCHING_INVARIANTS: readonly Invariant[] = [
  sqlInvariant('B4', 'a fund never gives more than it has, nor more than its caps allow', {
    examined: 'SELECT id FROM match_reservations',
    violations: `
      SELECT 'fund' AS about, given.fund_id AS id, given.minor::text AS given, deposited.minor::text AS allowed
        FROM (${GIVEN}) given LEFT JOIN (${DEPOSITED}) deposited USING (fund_id)
       WHERE given.minor > coalesce(deposited.minor, 0)
      UNION ALL
      SELECT 'project', p.project_id, coalesce(given.minor, 0)::text, p.cap_minor::text
        FROM matching_fund_projects p LEFT JOIN (
          SELECT fund_id, project_id, sum(left_minor) AS minor FROM match_reservations GROUP BY 1, 2) given
          USING (fund_id, project_id)
        JOIN matching_funds f ON f.id = p.fund_id
       WHERE coalesce(given.minor, 0) <> p.matched_minor OR p.matched_minor > p.cap_minor
          OR p.cap_minor > f.project_cap_minor OR (p.matched_minor > 0 AND NOT p.is_eligible)
      UNION ALL
      SELECT 'donor', d.donor_id, coalesce(given.minor, 0)::text, d.cap_minor::text
        FROM matching_fund_donors d LEFT JOIN (
          SELECT k.fund_id, k.donor_id, sum(r.left_minor) AS minor FROM match_reservations r
            JOIN matching_fund_donor_keys k ON k.fund_id = r.fund_id AND k.key = 'contribution:' || r.contribution_id
           GROUP BY 1, 2) given USING (fund_id, donor_id)
       WHERE coalesce(given.minor, 0) <> d.matched_minor OR d.matched_minor > d.cap_minor
      UNION ALL
      SELECT 'gift', r.contribution_id, r.amount_minor::text, r.gift_minor::text
        FROM match_reservations r LEFT JOIN matching_fund_projects p USING (fund_id, project_id)
        LEFT JOIN contributions c ON c.id = r.contribution_id
       WHERE r.ratio_percent IS DISTINCT FROM p.ratio_percent OR r.left_minor > r.amount_minor
          -- A gift that moves to another campaign is matched there by what is left of it (R50).
          OR r.gift_minor > coalesce(c.gift_minor + c.fee_cover_minor, 0)`,
  }),
  sqlInvariant('B14', 'a fund holds in the books what its money and its reservations say', {
    examined: 'SELECT fund_id FROM matching_fund_money',
    violations: `
      SELECT * FROM (
        SELECT fund.id, ${inBooks('2200')}::text AS free,
               -- What a finished project did not need came back to it (R80).
               (coalesce(deposited.minor, 0) - coalesce(given.minor, 0) + coalesce((
                  SELECT -sum(l.amount_minor) FROM ledger_entry e JOIN ledger_line l ON l.entry_id = e.id
                    JOIN ledger_account a ON a.id = l.account_id
                   WHERE e.kind = 'L22' AND a.code = '2200' AND a.subject_id = fund.id), 0))::text AS free_expected,
               ${inBooks('2210')}::text AS reserved, coalesce(given.reserved, 0)::text AS reserved_expected,
               ${inBooks('1320')}::text AS promised, coalesce(deposited.promised, 0)::text AS promised_expected
          FROM matching_fund_keys fund LEFT JOIN (${DEPOSITED}) deposited ON deposited.fund_id = fund.id
          LEFT JOIN (${GIVEN}) given ON given.fund_id = fund.id) books
       WHERE free <> free_expected OR reserved <> reserved_expected OR promised <> promised_expected`,
  }),
  sqlInvariant('B15', 'a campaign counts the matching its gifts have, now or with the next batch', {
    examined: 'SELECT campaign_id FROM campaign_totals',
    violations: `
      SELECT t.campaign_id, t.matching_minor::text AS counted, waiting.minor::text AS waiting, given.minor::text AS given
        FROM campaign_totals t JOIN campaigns c ON c.id = t.campaign_id
        CROSS JOIN LATERAL (SELECT coalesce(sum(signed_match_minor), 0) AS minor
                              FROM campaign_credit_queue q WHERE q.campaign_id = t.campaign_id) waiting
        CROSS JOIN LATERAL (SELECT coalesce(sum(left_minor), 0) AS minor
                              FROM match_reservations r WHERE r.campaign_id = t.campaign_id) given
       -- What a failed one had counted stays to be seen.
       WHERE c.state NOT IN ('failed', 'wound_up') AND t.matching_minor + waiting.minor <> given.minor`,
  }),
  sqlInvariant('B16', 'what a council promised and proved stands in the memo accounts, no more', {
    examined: 'SELECT id FROM commitments',
    violations: `
      SELECT * FROM (
        SELECT coalesce(promised.project_id, booked.project_id) AS project_id, coalesce(differs, false) AS differs,
               ARRAY[coalesce(promised.cash, 0), coalesce(promised.in_kind, 0), coalesce(promised.proved_cash, 0),
                     coalesce(promised.proved_in_kind, 0)]::bigint[] AS said,
               ARRAY[coalesce(booked.cash, 0), coalesce(booked.in_kind, 0), coalesce(booked.proved_cash, 0),
                     coalesce(booked.proved_in_kind, 0)]::bigint[] AS in_books
          FROM (${PROMISED}) promised FULL JOIN (
            SELECT a.subject_id AS project_id, sum(l.minor) FILTER (WHERE a.code = '9000') AS cash,
                   sum(l.minor) FILTER (WHERE a.code = '9100') AS in_kind,
                   sum(l.minor) FILTER (WHERE a.code = '9010') AS proved_cash,
                   sum(l.minor) FILTER (WHERE a.code = '9110') AS proved_in_kind
              FROM ledger_account a CROSS JOIN LATERAL (
                SELECT sum(amount_minor) AS minor FROM ledger_line WHERE account_id = a.id) l
             WHERE a.code IN ('9000', '9100', '9010', '9110') GROUP BY a.subject_id) booked USING (project_id)) books
       WHERE differs OR said <> in_books OR said[3] > said[1] OR said[4] > said[2]`,
  }),
  sqlInvariant('B18', "a campaign says of its matching what of it became the project's own (L3)", {
    tail: {
      tables: ['ledger_entry'],
      violations: toldOtherwise(COMMITTED_SINCE),
    },
    examined: 'SELECT id FROM campaigns WHERE match_committed_minor > 0',
    violations: toldOtherwise(EVERY),
  }),
];
