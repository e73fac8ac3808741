import type { Invariant } from './invariant.js';
import { sqlInvariant } from './invariant.js';

/** Tranches whose money has left, also those it came back of. */
const SENT = `t.state IN ('sent', 'confirmed', 'failed', 'returned')`;
const PREPARED = `JOIN tranche_preparations p ON p.tranche_id = t.id AND p.attempt = t.attempt`;

/** R76: another attempt may have had another price; the one that is bound has that of the tranche. */
const APPROVED_AMOUNT = `CASE WHEN p.attempt = t.attempt AND t.state IN ('prepared', 'approved', 'sent', 'confirmed', 'returned')
  THEN t.amount_minor ELSE p.amount_minor END`;

/** What an approval signs, put together a second time. */
const CONTENT_HASH = `encode(sha256(convert_to(concat('["tranche-content-1",', to_json(t.id), ',', p.attempt, ',',
  ${APPROVED_AMOUNT}, ',"EUR",', to_json(payee.id), ',', to_json(payee.iban_fingerprint), ',', to_json(payee.holder), ',',
  to_json(t.instruction_id), ']'), 'UTF8')), 'hex')`;

const holdsRole = (person: string, role: string, at: string): string => `
  EXISTS (SELECT 1 FROM person_roles r WHERE r.person_id = ${person} AND r.role = '${role}' AND r.granted_at <= ${at})`;

const belongsTo = (organisation: string, person: string, at: string): string => `
  EXISTS (SELECT 1 FROM memberships m WHERE m.person_id = ${person} AND m.organisation_id = ${organisation}
           AND m.state <> 'invited' AND m.since <= ${at} AND (m.ended_at IS NULL OR m.ended_at > ${at}))`;

const reviewed = (person: string): string => `
  EXISTS (SELECT 1 FROM project_reviews r WHERE r.project_id = t.project_id AND r.reviewer_id = ${person}
           AND r.decision <> 'recuse')`;

/** In which state the project was when the tranche left. */
const PROJECT_AT_SENDING = `
  SELECT t.id, t.number, t.project_id, was.to_state FROM tranches t
    JOIN state_change sending ON sending.machine = 'tranche' AND sending.subject_id = t.id AND sending.to_state = 'sent'
    JOIN LATERAL (SELECT to_state FROM state_change
                   WHERE machine = 'project' AND subject_id = t.project_id AND recorded_at <= sending.recorded_at
                   ORDER BY recorded_at DESC, id DESC LIMIT 1) was ON true`;

/** Paying out: quality list E. */
export const DISBURSEMENT_INVARIANTS: readonly Invariant[] = [
  sqlInvariant('E1', 'nothing was sent that was not approved as prepared', {
    examined: `SELECT id FROM tranches t WHERE ${SENT}`,
    violations: `
      SELECT t.id, t.amount_minor::text, p.amount_minor::text AS prepared, coalesce(f.amount_minor, x.amount_minor)::text AS sent FROM tranches t
        LEFT JOIN tranche_preparations p ON p.tranche_id = t.id AND p.attempt = t.attempt
        LEFT JOIN payment_files f ON f.tranche_id = t.id AND f.attempt = t.attempt
        LEFT JOIN tranche_transfers x ON x.tranche_id = t.id AND x.attempt = t.attempt AND x.step = 'made'
       WHERE ${SENT} AND (p.tranche_id IS NULL OR num_nonnulls(f.id, x.id) <> 1 OR p.amount_minor <> t.amount_minor
          OR coalesce(f.amount_minor, x.amount_minor) <> t.amount_minor OR f.instruction_id <> t.instruction_id
          OR x.content_hash <> p.content_hash
          OR p.approvals_needed > (SELECT count(DISTINCT a.person_id) FROM tranche_approvals a
               WHERE a.tranche_id = t.id AND a.attempt = t.attempt AND a.content_hash = p.content_hash))`,
  }),
  sqlInvariant('E2', 'whoever approved had the role, a fresh code, and no other hand in it', {
    examined: 'SELECT tranche_id FROM tranche_approvals',
    violations: `
      SELECT a.tranche_id, a.attempt, a.person_id, 'checker' AS acted_as FROM tranche_approvals a
        JOIN tranches t ON t.id = a.tranche_id JOIN projects j ON j.id = t.project_id
       WHERE EXISTS (SELECT 1 FROM tranche_preparations p WHERE p.tranche_id = a.tranche_id AND p.prepared_by = a.person_id)
          OR ${reviewed('a.person_id')} OR ${belongsTo('j.lead_organisation_id', 'a.person_id', 'a.approved_at')}
          OR NOT ${holdsRole('a.person_id', 'finance_checker', 'a.approved_at')}
          OR a.recorded_at NOT BETWEEN a.proved_at AND a.proved_at + interval '5 minutes'
      UNION ALL
      SELECT p.tranche_id, p.attempt, p.prepared_by, 'maker' FROM tranche_preparations p
        JOIN tranches t ON t.id = p.tranche_id JOIN projects j ON j.id = t.project_id
       WHERE ${reviewed('p.prepared_by')} OR ${belongsTo('j.lead_organisation_id', 'p.prepared_by', 'p.prepared_at')}
          OR NOT ${holdsRole('p.prepared_by', 'finance_maker', 'p.prepared_at')}`,
  }),
  sqlInvariant('E3', 'large payments and changed accounts were prepared for two checkers', {
    examined: 'SELECT tranche_id FROM tranche_preparations',
    violations: `
      SELECT p.tranche_id, p.attempt, p.amount_minor::text, p.approvals_needed FROM tranche_preparations p
        JOIN payee_accounts payee ON payee.id = p.payee_account_id
       WHERE p.approvals_needed < 2 AND (p.amount_minor > 1000000
          OR (payee.is_change AND payee.decided_at > p.prepared_at - interval '90 days'))`,
  }),
  sqlInvariant('E4', 'every approval is of what the tranche pays to whom', {
    examined: 'SELECT tranche_id FROM tranche_approvals',
    violations: `
      SELECT a.tranche_id, a.attempt, a.person_id FROM tranche_approvals a
        JOIN tranches t ON t.id = a.tranche_id
        JOIN tranche_preparations p ON p.tranche_id = a.tranche_id AND p.attempt = a.attempt
        LEFT JOIN payee_accounts payee ON payee.id = p.payee_account_id
       WHERE payee.id IS NULL OR a.content_hash <> ${CONTENT_HASH}`,
  }),
  sqlInvariant(
    'E5',
    'money for a later step went out only after the milestone before it was verified',
    {
      examined: `SELECT id FROM tranches t WHERE ${SENT} AND t.milestone_number IS NOT NULL`,
      violations: `
      SELECT t.id, m.state, m.verified_at, answers.yes FROM tranches t
        JOIN milestones m ON m.project_id = t.project_id AND m.number = t.milestone_number
        CROSS JOIN LATERAL (
          SELECT count(DISTINCT v.person_id) FILTER (WHERE v.role = 'volunteer_verifier')
                 + least(count(DISTINCT v.person_id) FILTER (WHERE v.role = 'hta_verifier'), 1) AS yes
            FROM verifications v WHERE v.milestone_id = m.id AND v.attempt = m.attempt
             AND v.state = 'answered' AND v.result = 'yes' AND v.conflict = 'none') answers
       WHERE ${SENT} AND (m.state NOT IN ('verified', 'waived') OR m.verified_at > t.sent_at
          OR (m.state = 'verified' AND answers.yes < m.verifiers_needed))`,
    },
  ),
  sqlInvariant('E6', 'a tranche is paid once', {
    examined: `SELECT id FROM tranches t WHERE ${SENT}`,
    violations: `
      SELECT e.subject_id, count(*)::text AS sendings FROM ledger_entry e
       WHERE e.kind = 'L9' AND e.subject_kind = 'tranche' AND e.purpose_key LIKE 'L9:sent:%'
         AND NOT EXISTS (SELECT 1 FROM ledger_entry undo WHERE undo.reverses = e.id)
         -- In several parts, each undone by an entry of its own.
         AND NOT EXISTS (SELECT 1 FROM tranche_transfers x
                          WHERE x.reserved_entry_id = e.id AND x.returned_minor = x.amount_minor)
       GROUP BY e.subject_id HAVING count(*) > 1
      UNION ALL
      SELECT t.id, t.state FROM tranches t LEFT JOIN ledger_entry e ON e.id = t.sent_entry_id
       WHERE ${SENT} AND (e.subject_id IS DISTINCT FROM t.id OR e.purpose_key NOT LIKE 'L9:sent:%')`,
  }),
  sqlInvariant('E7', 'a changed account rested 72 hours and somebody else had verified it', {
    examined: `SELECT id FROM payee_accounts WHERE state IN ('verified', 'replaced')`,
    violations: `
      SELECT payee.id, payee.active_from, NULL::timestamptz AS sent_at FROM payee_accounts payee
       WHERE payee.active_from IS NOT NULL
         AND (payee.decided_by IS NULL OR payee.decided_by = payee.offered_by
              OR (payee.is_change AND payee.active_from < payee.decided_at + interval '72 hours'))
      UNION ALL
      SELECT payee.id, payee.active_from, t.sent_at FROM tranches t ${PREPARED}
        JOIN payee_accounts payee ON payee.id = p.payee_account_id
       WHERE ${SENT} AND (payee.active_from IS NULL OR payee.active_from > t.sent_at)`,
  }),
  sqlInvariant(
    'E9',
    'a confirmed tranche has one line of the bank of its own, or a payout that was paid',
    {
      examined: `SELECT id FROM tranches WHERE state = 'confirmed'`,
      violations: `
      SELECT t.id::text, t.instruction_id, count(b.id)::text AS lines FROM tranches t
        LEFT JOIN bank_lines b ON b.matched_kind = 'tranche' AND b.matched_id = t.id::text AND b.direction = 'out'
         AND b.end_to_end_id = t.instruction_id AND b.amount_minor = t.amount_minor AND b.reference = t.bank_reference
       WHERE t.state = 'confirmed' AND NOT EXISTS (
         SELECT 1 FROM tranche_transfers x WHERE x.tranche_id = t.id AND x.attempt = t.attempt
            AND x.payout_state = 'paid' AND x.confirmed_entry_id = t.confirmed_entry_id)
       GROUP BY t.id HAVING count(b.id) <> 1
      UNION ALL
      SELECT NULL, reference, count(*)::text FROM bank_lines
       WHERE matched_kind = 'tranche' GROUP BY reference, direction HAVING count(*) > 1`,
    },
  ),
  sqlInvariant('E12', 'accounts at Stripe hold what was sent and neither arrived nor came back', {
    mayBeEmpty: true,
    examined: `SELECT id FROM tranche_transfers WHERE step = 'made'`,
    violations: `
      SELECT 'sum' AS what, booked.minor::text AS booked, sent.minor::text AS sent FROM
        (SELECT coalesce(sum(l.amount_minor), 0) AS minor FROM ledger_line l
           JOIN ledger_account a ON a.id = l.account_id WHERE a.code = '1060') booked,
        (SELECT coalesce(sum(amount_minor - returned_minor), 0) AS minor FROM tranche_transfers
          WHERE step = 'made' AND confirmed_entry_id IS NULL) sent
       WHERE booked.minor <> sent.minor
      UNION ALL
      SELECT x.id::text, x.returned_minor::text, sum(r.amount_minor)::text FROM tranche_transfers x
        JOIN tranche_transfer_reversals r ON r.tranche_transfer_id = x.id
       GROUP BY x.id HAVING sum(r.amount_minor) <> x.returned_minor`,
  }),
  sqlInvariant('E13', 'on the way to Stripe is what the bank shows gone and Stripe does not show', {
    mayBeEmpty: true,
    examined: `SELECT id::text FROM stripe_refills UNION ALL SELECT id FROM stripe_top_ups`,
    violations: `
      SELECT 'sum' AS what, booked.minor::text AS booked, told.minor::text AS told FROM
        (SELECT coalesce(sum(l.amount_minor), 0) AS minor FROM ledger_line l
           JOIN ledger_account a ON a.id = l.account_id WHERE a.code = '1070') booked,
        (SELECT coalesce(sum(minor), 0) AS minor FROM (
           SELECT CASE direction WHEN 'out' THEN amount_minor ELSE -amount_minor END AS minor
             FROM bank_lines WHERE matched_kind = 'refill'
           UNION ALL SELECT -amount_minor FROM stripe_top_ups WHERE status = 'succeeded'
           UNION ALL SELECT CASE kind WHEN 'own_money_to_stripe' THEN amount_minor ELSE -amount_minor END
             FROM operator_orders
            WHERE state = 'booked' AND kind IN ('own_money_to_stripe', 'refill_loss_borne')) moves) told
       WHERE booked.minor <> told.minor`,
  }),
  sqlInvariant('E10', 'nothing was sent for a project that was held', {
    examined: `SELECT id FROM (${PROJECT_AT_SENDING}) sendings`,
    violations: `
      SELECT * FROM (${PROJECT_AT_SENDING}) sendings
       WHERE to_state NOT IN ('agreement_pending', 'implementing', 'completion_reported', 'completed')`,
  }),
  sqlInvariant('E11', 'the operator moved money by as many hands as it needs, and as prepared', {
    examined: `SELECT id FROM operator_orders WHERE state NOT IN ('prepared', 'cancelled')`,
    violations: `
      SELECT o.id, o.kind, o.amount_minor::text, booked.minor::text AS booked, hands.given::text
        FROM operator_orders o
        CROSS JOIN LATERAL (
          SELECT count(DISTINCT a.person_id) AS given,
                 coalesce(bool_or(a.person_id = o.prepared_by OR a.content_hash <> o.content_hash), false) AS own
            FROM operator_order_approvals a WHERE a.order_id = o.id) hands
        LEFT JOIN LATERAL (
          SELECT sum(l.amount_minor) AS minor FROM ledger_line l
           WHERE l.entry_id = o.entry_id AND l.amount_minor > 0) booked ON true
       WHERE o.state NOT IN ('prepared', 'cancelled')
         AND (hands.given < o.approvals_needed OR hands.own
              OR (o.amount_minor > 1000000 AND o.approvals_needed < 2)
              OR booked.minor <> o.amount_minor)`,
  }),
];
