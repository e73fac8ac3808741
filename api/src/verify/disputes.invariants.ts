import type { Invariant } from './invariant.js';
import { sqlInvariant } from './invariant.js';

/** Money that banks hold back, and money that came back to us for its donor: quality list C. */
export const DISPUTE_INVARIANTS: readonly Invariant[] = [
  sqlInvariant('C11', 'what is withheld and what rests is what open disputes have taken', {
    examined: 'SELECT id FROM disputes',
    violations: `
      SELECT 'withheld' AS what, NULL::uuid AS project_id, booked::text, disputed::text FROM
        (SELECT coalesce(sum(l.amount_minor), 0) AS booked FROM ledger_line l
           JOIN ledger_account a ON a.id = l.account_id WHERE a.code = '1400') books,
        (SELECT coalesce(sum(withdrawn_minor), 0) AS disputed FROM disputes WHERE state = 'open') open
       WHERE booked <> disputed
      UNION ALL
      SELECT 'frozen', project_id, booked::text, disputed::text FROM
        (SELECT a.subject_id AS project_id, -sum(l.amount_minor) AS booked FROM ledger_line l
           JOIN ledger_account a ON a.id = l.account_id WHERE a.code = '2145' GROUP BY 1) books
        FULL JOIN (SELECT project_id, sum(share_minor) AS disputed FROM disputes
                    WHERE state = 'open' GROUP BY 1) open USING (project_id)
       WHERE coalesce(booked, 0) <> coalesce(disputed, 0)`,
  }),
  sqlInvariant('C12', 'a gift keeps apart what its disputes hold or have cost, and no more', {
    examined: 'SELECT id FROM disputes',
    violations: `
      SELECT c.id, c.disputed_minor::text, coalesce(sum(d.share_minor), 0)::text AS of_disputes
        FROM contributions c
        LEFT JOIN disputes d ON d.holder_id = c.id AND d.state <> 'won'
       WHERE c.id IN (SELECT id FROM contributions WHERE disputed_minor <> 0
                      UNION SELECT holder_id FROM disputes WHERE state <> 'won')
       GROUP BY c.id HAVING c.disputed_minor <> coalesce(sum(d.share_minor), 0)`,
  }),
  sqlInvariant('C13', 'what lies unclaimed is what donors of returned refunds are still owed', {
    examined: 'SELECT id FROM refund_claims',
    violations: `
      SELECT booked::text, owed::text FROM
        (SELECT coalesce(-sum(l.amount_minor), 0) AS booked FROM ledger_line l
           JOIN ledger_account a ON a.id = l.account_id WHERE a.code = '2900') books,
        (SELECT coalesce(sum(amount_minor), 0) AS owed FROM refund_claims
          WHERE owed_in = '2900' AND state IN ('asked', 'given', 'approved', 'unclaimed')) claims
       WHERE booked <> owed`,
  }),
  sqlInvariant('C19', 'a match is frozen by an open dispute of the gift that brought it', {
    mayBeEmpty: true,
    examined: 'SELECT reservation_id FROM match_freezes',
    violations: `
      SELECT f.reservation_id, f.dispute_id, d.state FROM match_freezes f
        JOIN match_reservations r ON r.id = f.reservation_id
        LEFT JOIN disputes d ON d.id = f.dispute_id
       WHERE f.ended_at IS NULL AND (d.state IS DISTINCT FROM 'open' OR d.holder_id <> r.contribution_id)`,
  }),
];
