import type { Invariant } from './invariant.js';
import { sqlInvariant } from './invariant.js';

/** What the papers of a project say about a file, and by which hash. */
const PAPERS = `
  SELECT file_id, sha256 FROM milestone_evidence
  UNION ALL SELECT file_id, sha256 FROM verification_photos
  UNION ALL SELECT file_id, NULL FROM invoices
  UNION ALL SELECT file_id, NULL FROM report_photos
  UNION ALL SELECT acceptance_protocol_file_id, NULL FROM reports WHERE acceptance_protocol_file_id IS NOT NULL
  UNION ALL SELECT file_id, NULL FROM commitments
  UNION ALL SELECT file_id, NULL FROM commitment_evidence
  UNION ALL SELECT bank_letter_file_id, NULL FROM payee_accounts WHERE bank_letter_file_id IS NOT NULL
  UNION ALL SELECT file_id, NULL FROM bank_statements`;

/** R23 as ruling 42 counts it. */
const QUORUM = `CASE WHEN e.call_number = 1 THEN counts.base / 2 + 1
  WHEN e.decision_body = 'assembly' THEN (counts.base + 2) / 3 ELSE (counts.base + 1) / 2 END`;

/** Who decided, and what the papers are: quality list F. */
export const GOVERNANCE_INVARIANTS: readonly Invariant[] = [
  sqlInvariant('F1', 'nobody of the executing authority said yes to its milestone', {
    examined: `SELECT id FROM verifications WHERE result = 'yes'`,
    violations: `
      SELECT v.id, v.person_id, m.project_id FROM verifications v
        JOIN milestones m ON m.id = v.milestone_id JOIN projects j ON j.id = m.project_id
       WHERE v.result = 'yes' AND (v.conflict IS DISTINCT FROM 'none'
          OR EXISTS (SELECT 1 FROM milestone_reports r WHERE r.milestone_id = v.milestone_id
                      AND r.attempt = v.attempt AND r.reported_by = v.person_id)
          OR EXISTS (SELECT 1 FROM memberships b WHERE b.person_id = v.person_id
                      AND b.organisation_id = j.lead_organisation_id AND b.state <> 'invited'
                      AND b.since <= v.answered_at AND (b.ended_at IS NULL OR b.ended_at > v.answered_at)))`,
  }),
  sqlInvariant('F2', 'an active endorsement had its quorum and more yes than no', {
    examined: `SELECT id FROM endorsements WHERE state = 'active'`,
    violations: `
      SELECT e.id, e.yes, e.no, counts.yes::text AS yes_cast, counts.base::text AS base, e.quorum_needed FROM endorsements e
        CROSS JOIN LATERAL (
          SELECT count(*) FILTER (WHERE choice = 'yes') AS yes, count(*) FILTER (WHERE choice = 'no') AS no,
                 count(*) AS cast_all,
                 e.entitled - (SELECT count(*) FROM endorsement_voters v WHERE v.endorsement_id = e.id
                                AND v.call_number = e.call_number AND v.conflict <> 'none') AS base
            FROM endorsement_ballots b
           WHERE b.endorsement_id = e.id AND b.call_number = e.call_number) counts
       WHERE e.state = 'active'
         AND (counts.yes <= counts.no OR e.yes <> counts.yes OR e.no <> counts.no
              OR counts.base < 3 OR e.quorum_base <> counts.base OR e.quorum_needed <> ${QUORUM}
              OR counts.cast_all < e.quorum_needed
              OR e.entitled <> (SELECT count(*) FROM endorsement_entitlements n
                                 WHERE n.endorsement_id = e.id AND n.call_number = e.call_number))`,
  }),
  sqlInvariant('F3', 'one person has one vote in a call', {
    examined: 'SELECT endorsement_id FROM endorsement_voters',
    violations: `
      SELECT voters.endorsement_id, voters.call_number, voters.n::text, ballots.n::text AS ballots FROM
        (SELECT endorsement_id, call_number, count(*) FILTER (WHERE conflict = 'none') AS n
           FROM endorsement_voters GROUP BY 1, 2) voters
        FULL JOIN (SELECT endorsement_id, call_number, count(*) AS n
           FROM endorsement_ballots GROUP BY 1, 2) ballots USING (endorsement_id, call_number)
       WHERE coalesce(voters.n, 0) <> coalesce(ballots.n, 0)`,
  }),
  sqlInvariant('F5', 'what a campaign promised is what the funding plan says', {
    examined: `SELECT id FROM campaigns WHERE state NOT IN ('failed', 'wound_up')`,
    violations: `
      SELECT c.id, c.minimum_minor::text, plan.minimum::text AS planned FROM campaigns c
        CROSS JOIN LATERAL (
          SELECT coalesce(sum(amount_minor) FILTER (WHERE tier = 'minimum'), 0) AS minimum,
                 coalesce(sum(amount_minor) FILTER (WHERE tier = 'optimum'), 0) AS optimum
            FROM project_funding f WHERE f.project_id = c.project_id
             AND f.source IN ('platform_contributions', 'matching')) plan
       WHERE c.state NOT IN ('failed', 'wound_up')
         AND (c.minimum_minor <> plan.minimum OR c.optimum_minor <> plan.optimum)`,
  }),
  sqlInvariant('F6', 'roles were given by an administrator, and by nobody to himself', {
    examined: 'SELECT person_id FROM person_roles',
    violations: `
      SELECT g.person_id, g.role, g.granted_by FROM person_roles g
       WHERE g.granted_by = g.person_id
          OR (g.granted_by IS NULL AND g.role <> 'administrator')
          OR (g.granted_by IS NOT NULL AND NOT EXISTS (
               SELECT 1 FROM person_roles a WHERE a.person_id = g.granted_by AND a.role = 'administrator'
                  AND a.granted_at <= g.granted_at))`,
  }),
  sqlInvariant('F7', 'every paper that counts is a file that is there, with the bytes it had', {
    examined: `SELECT file_id FROM (${PAPERS}) papers`,
    violations: `
      SELECT papers.file_id, papers.sha256, f.sha256 AS stored FROM (${PAPERS}) papers
        LEFT JOIN files f ON f.id = papers.file_id
       WHERE f.id IS NULL OR papers.sha256 <> f.sha256`,
  }),
];
