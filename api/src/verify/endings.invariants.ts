import type { Invariant } from './invariant.js';
import { sqlInvariant } from './invariant.js';

/** Every gift with a share, what banks had taken of it, and what the books moved for its share-out. */
const SHARES = `
  SELECT s.id, s.project_id, s.held_minor, p.contribution_id, p.net_minor, p.disputed_minor, p.share_minor,
         sum(p.share_minor) OVER (PARTITION BY s.id) AS shared,
         sum(p.disputed_minor) OVER (PARTITION BY s.id) AS disputed,
         sum(p.net_minor) OVER (PARTITION BY s.id) AS credited,
         (SELECT sum(l.amount_minor) FROM ledger_line l JOIN ledger_account a ON a.id = l.account_id
           WHERE l.entry_id = s.entry_id AND a.code = '2100' AND a.subject_id = s.project_id) AS booked
    FROM share_outs s JOIN share_out_parts p ON p.share_out_id = s.id`;

/** What the books say is still demanded of an authority, and what lies apart because of it. */
const DEMANDS = `
  SELECT r.id, r.project_id, r.demanded_minor, r.recovered_minor, r.credited_minor, r.state,
         coalesce(sum(l.amount_minor) FILTER (WHERE a.code = '1310'), 0) AS owed,
         coalesce(-sum(l.amount_minor) FILTER (WHERE a.code = '2120'), 0) AS apart,
         coalesce(sum(l.amount_minor) FILTER (WHERE a.code = '1100'), 0) AS came
    FROM recoveries r JOIN ledger_entry e ON e.subject_kind = 'recovery' AND e.subject_id = r.id
    JOIN ledger_line l ON l.entry_id = e.id JOIN ledger_account a ON a.id = l.account_id
   GROUP BY r.id`;

/** How projects end, and whose the rest is: R78 to R82. */
export const ENDING_INVARIANTS: readonly Invariant[] = [
  sqlInvariant('J1', 'what was left was shared to the cent, each within a cent of its proportion', {
    examined: 'SELECT contribution_id FROM share_out_parts',
    violations: `
      SELECT id, contribution_id, share_minor::text, shared::text, held_minor::text, booked::text
        FROM (${SHARES}) shares
       WHERE shared <> held_minor OR booked IS DISTINCT FROM held_minor
          OR abs((share_minor + disputed_minor)::numeric * credited - (held_minor + disputed) * net_minor) >= credited`,
  }),
  sqlInvariant('J2', 'what waits for a donor after a project has ended has a last day', {
    examined: `SELECT id FROM contributions WHERE choice_reason IN ('cancelled', 'returned', 'passed_on', 'idle', 'purpose', 'recovered')`,
    violations: `
      SELECT c.id, c.state, c.choice_until FROM contributions c
       WHERE c.choice_reason IN ('cancelled', 'returned', 'passed_on', 'idle', 'purpose', 'recovered') AND c.state = 'choice_pending' AND c.open_refund_id IS NULL
         AND c.net_left_minor > c.spent_minor
         AND (c.choice_until IS NULL OR c.choice_until < vatra_now() - interval '72 hours')`,
  }),
  sqlInvariant('J3', 'a project that is over holds nothing but its reserve', {
    examined: `SELECT id FROM projects WHERE state IN ('wound_up', 'closed')`,
    violations: `
      SELECT p.id, a.code, (-sum(l.amount_minor))::text AS balance FROM projects p
        JOIN ledger_account a ON a.subject_id = p.id AND a.code IN ('2100', '2110', '2140')
          -- Shares of a leftover wait there for their donors (R80), and of what came back later (R82).
          AND (a.code <> '2140' OR (p.state = 'wound_up' AND NOT EXISTS (
               SELECT 1 FROM share_outs s WHERE s.project_id = p.id AND s.finished_at IS NULL)))
        JOIN ledger_line l ON l.account_id = a.id
       WHERE p.state IN ('wound_up', 'closed') GROUP BY p.id, a.code HAVING sum(l.amount_minor) <> 0`,
  }),
  sqlInvariant('J5', 'nothing is paid out while donors are asked about it', {
    examined: 'SELECT id FROM share_outs',
    violations: `
      SELECT s.id, s.project_id, t.id AS tranche, t.sent_at FROM share_outs s JOIN tranches t USING (project_id)
       WHERE t.sent_at >= s.opened_at AND t.sent_at < coalesce(s.finished_at, 'infinity')`,
  }),
  sqlInvariant(
    'J6',
    'what is demanded of an authority is in the books, and what came is a line of the bank',
    {
      examined: 'SELECT id FROM recoveries',
      violations: `
      SELECT d.id::text, d.state, d.owed::text, d.apart::text, d.came::text FROM (${DEMANDS}) d
       WHERE d.owed <> CASE WHEN d.state IN ('recovered', 'written_off') THEN 0
                            ELSE d.demanded_minor - d.recovered_minor END
          OR d.apart <> d.owed + d.recovered_minor - d.credited_minor
          OR d.came <> d.recovered_minor
          OR d.came <> (SELECT coalesce(sum(b.amount_minor), 0) FROM bank_lines b
                         WHERE b.matched_kind = 'recovery' AND b.matched_id = d.id::text)
          OR (d.state IN ('recovered', 'written_off') AND d.credited_minor <> d.recovered_minor)
      UNION ALL
      SELECT r.id::text, 'not in the books', NULL, NULL, NULL FROM recoveries r
       WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.purpose_key = 'L21:demanded:' || r.id)`,
    },
  ),
  sqlInvariant('J4', 'works are stopped and projects ended by two people', {
    examined: `SELECT id FROM project_decisions WHERE state = 'confirmed'`,
    violations: `
      SELECT id, project_id, kind FROM project_decisions
       WHERE state = 'confirmed' AND (closed_by IS NULL OR closed_by = proposed_by)
      UNION ALL
      SELECT s.id, s.subject_id, s.to_state FROM state_change s
       WHERE s.machine = 'project' AND s.to_state = 'suspended' AND NOT EXISTS (
         SELECT 1 FROM project_decisions d WHERE d.project_id = s.subject_id AND d.kind = 'suspend'
            AND d.state = 'confirmed')`,
  }),
];
