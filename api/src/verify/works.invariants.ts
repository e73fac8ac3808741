import type { Invariant } from './invariant.js';
import { sqlInvariant } from './invariant.js';

const SENT = `t.state IN ('sent', 'confirmed')`;

/** Tranches, approvals, votes and the work that waits: quality list B, E, F and G. */
export const WORK_INVARIANTS: readonly Invariant[] = [
  sqlInvariant('B3', 'the tranches of a plan add up to the grant', {
    examined: 'SELECT project_id FROM agreements',
    violations: `
      SELECT a.project_id, a.grant_total_minor::text, sum(t.amount_minor)::text AS planned
        FROM agreements a JOIN tranches t ON t.project_id = a.project_id
       WHERE t.state <> 'cancelled'
       GROUP BY a.project_id, a.grant_total_minor HAVING sum(t.amount_minor) <> a.grant_total_minor`,
  }),
  sqlInvariant('E1', 'nothing was sent that was not approved as prepared', {
    examined: `SELECT id FROM tranches t WHERE ${SENT}`,
    violations: `
      SELECT t.id, t.amount_minor::text, p.amount_minor::text AS prepared FROM tranches t
        LEFT JOIN tranche_preparations p ON p.tranche_id = t.id AND p.attempt = t.attempt
       WHERE ${SENT} AND (p.tranche_id IS NULL OR p.amount_minor <> t.amount_minor
          OR p.approvals_needed > (SELECT count(*) FROM tranche_approvals a
               WHERE a.tranche_id = t.id AND a.attempt = t.attempt AND a.content_hash = p.content_hash))`,
  }),
  sqlInvariant('E2', 'nobody approved what they prepared or a project they reviewed', {
    examined: 'SELECT tranche_id FROM tranche_approvals',
    violations: `
      SELECT a.tranche_id, a.person_id FROM tranche_approvals a
        JOIN tranche_preparations p ON p.tranche_id = a.tranche_id AND p.prepared_by = a.person_id`,
  }),
  sqlInvariant(
    'E5',
    'money for a later step went out only after the milestone before it was verified',
    {
      examined: `SELECT id FROM tranches t WHERE ${SENT} AND t.milestone_number IS NOT NULL`,
      violations: `
      SELECT t.id, m.state FROM tranches t
        JOIN milestones m ON m.project_id = t.project_id AND m.number = t.milestone_number
       WHERE ${SENT} AND (m.state NOT IN ('verified', 'waived') OR m.verified_at > t.sent_at)`,
    },
  ),
  sqlInvariant('E6', 'a tranche is paid once', {
    examined: `SELECT id FROM tranches t WHERE ${SENT}`,
    violations: `
      SELECT subject_id, count(*)::text AS sendings FROM ledger_entry
       WHERE kind = 'L9' AND subject_kind = 'tranche' AND reverses IS NULL AND purpose_key LIKE '%sent%'
         AND NOT EXISTS (SELECT 1 FROM ledger_entry undo WHERE undo.reverses = ledger_entry.id)
       GROUP BY subject_id HAVING count(*) > 1`,
  }),
  sqlInvariant('E9', 'a confirmed tranche has its line in the bank statement', {
    examined: `SELECT id FROM tranches WHERE state = 'confirmed'`,
    violations: `
      SELECT t.id, t.instruction_id FROM tranches t
       WHERE t.state = 'confirmed' AND NOT EXISTS (
         SELECT 1 FROM bank_lines b WHERE b.direction = 'out' AND b.end_to_end_id = t.instruction_id
            AND b.amount_minor = t.amount_minor)`,
  }),
  sqlInvariant('F2', 'an active endorsement had its quorum and more yes than no', {
    examined: `SELECT id FROM endorsements WHERE state = 'active'`,
    violations: `
      SELECT e.id, e.yes, e.no, ballots.yes::text AS yes_cast FROM endorsements e
        JOIN LATERAL (
          SELECT count(*) FILTER (WHERE choice = 'yes') AS yes,
                 count(*) FILTER (WHERE choice = 'no') AS no, count(*) AS cast_all
            FROM endorsement_ballots b
           WHERE b.endorsement_id = e.id AND b.call_number = e.call_number) ballots ON true
       WHERE e.state = 'active'
         AND (ballots.yes <= ballots.no OR e.yes <> ballots.yes OR e.no <> ballots.no
              OR ballots.cast_all < e.quorum_needed)`,
  }),
  sqlInvariant('F3', 'one person has one vote in a call', {
    examined: 'SELECT endorsement_id FROM endorsement_voters',
    violations: `
      SELECT voters.endorsement_id, voters.call_number, voters.n::text, ballots.n::text AS ballots FROM
        (SELECT endorsement_id, call_number, count(*) FILTER (WHERE conflict = 'none') AS n
           FROM endorsement_voters GROUP BY 1, 2) voters
        FULL JOIN (SELECT endorsement_id, call_number, count(*) AS n
           FROM endorsement_ballots GROUP BY 1, 2) ballots USING (endorsement_id, call_number)
       WHERE voters.n IS DISTINCT FROM coalesce(ballots.n, 0)`,
  }),
  sqlInvariant('G1', 'no fact waits for its listener for half a minute', {
    examined: 'SELECT id FROM outbox',
    violations: `SELECT id, handler, attempts FROM outbox
                  WHERE dead_at IS NULL AND due_at <= vatra_now() AND coalesce(retry_at, created_at) < clock_timestamp() - interval '30 seconds'
                    AND created_at < clock_timestamp() - interval '30 seconds'`,
  }),
  sqlInvariant('G6', 'nothing was given up', {
    examined: 'SELECT id FROM outbox',
    violations: `SELECT id, handler, last_error FROM outbox WHERE dead_at IS NOT NULL`,
  }),
];
