import { CHECK_FAILED, DENIED, KEPT, entry, walled, type SeededViolation } from './violation.js';

const PAID = `(SELECT id FROM tranches WHERE state = 'confirmed' ORDER BY number, confirmed_at LIMIT 1)`;
const MAKER_CANNOT_CHECK = 'VA010';

const sending = (sign: 1 | -1, more: object = {}): string =>
  entry(
    [
      { code: '5000', amount: 5 * sign },
      { code: '4000', amount: -5 * sign },
    ],
    {
      kind: 'L9',
      purpose: sign === 1 ? 'L9:sent:planted' : 'L9:failed:planted',
      subjectKind: 'tranche',
      subject: `SELECT ${PAID}`,
      ...more,
    },
  );

const UNDONE = `SELECT id FROM ledger_entry WHERE purpose_key = 'L9:sent:planted'`;

const approvalBy = (person: string, proved = 'clock_timestamp()'): string => `
  INSERT INTO tranche_approvals (tranche_id, attempt, person_id, content_hash, approved_at, proved_at)
  SELECT tranche_id, attempt, ${person}, content_hash, prepared_at, ${proved} FROM tranche_preparations
   WHERE tranche_id = ${PAID}`;

/** Another checker than the one who approved already. */
const SECOND_CHECKER = `(SELECT person_id FROM person_roles WHERE role = 'finance_checker'
   AND person_id NOT IN (SELECT person_id FROM tranche_approvals) LIMIT 1)`;

/** The account is said to have taken another's place so long before the payment was prepared. */
const changedBefore = (age: string): string => `
  UPDATE payee_accounts a SET is_change = true, decided_at = p.prepared_at - interval '${age}',
         active_from = p.prepared_at - interval '${age}' + interval '72 hours'
    FROM (SELECT min(prepared_at) AS prepared_at FROM tranche_preparations) p WHERE a.state = 'verified'`;

const activeFrom = (difference: string): string => `
  UPDATE payee_accounts SET active_from = (SELECT min(sent_at) FROM tranches) + interval '${difference}'
   WHERE state = 'verified'`;

/** Two people decided it. */
const DECIDED = `
  WITH decided AS (
    INSERT INTO project_decisions (id, project_id, kind, state, reason, proposed_by, proposed_at, closed_by, closed_at)
    SELECT gen_random_uuid(), t.project_id, 'suspend', 'confirmed', 'planted with its decision', gen_random_uuid(),
           now(), gen_random_uuid(), now()
      FROM tranches t WHERE t.number = 2 AND t.state = 'confirmed' LIMIT 1
    RETURNING id)
  INSERT INTO state_change (id, machine, subject_id, from_state, to_state, at, recorded_at, actor_role)
  SELECT gen_random_uuid(), 'project_decision', id, step.from_state, step.to_state, now(),
         clock_timestamp() + step.after, 'platform_reviewer'
    FROM decided, (VALUES (NULL, 'proposed', interval '0'), ('proposed', 'confirmed', interval '1 second'))
           AS step (from_state, to_state, after)`;

/** The project stood still for a moment, some microseconds from when its last tranche was sent. */
const suspended = (from: number, to: number): string => {
  const row = (states: string, offset: number) => `
    INSERT INTO state_change (id, machine, subject_id, from_state, to_state, at, recorded_at, actor_role)
    SELECT gen_random_uuid(), 'project', t.project_id, ${states}, now(),
           s.recorded_at + interval '${String(offset)} microseconds', 'platform_reviewer'
      FROM state_change s JOIN tranches t ON t.id = s.subject_id
     WHERE s.machine = 'tranche' AND s.to_state = 'sent' AND t.number = 2
     ORDER BY s.recorded_at DESC LIMIT 1`;
  return `${DECIDED}; ${row(`'implementing', 'suspended'`, from)}; ${row(`'suspended', 'implementing'`, to)}`;
};

/** A transfer of a tranche nobody knows: one that waits has sent nothing. */
const transfer = (step: 'made' | 'waiting'): string => `
  INSERT INTO tranche_transfers (id, tranche_id, project_id, attempt, payee_account_id, stripe_account_id,
                                 amount_minor, content_hash, created_at, step, reserved_entry_id, transfer_id)
  VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1, gen_random_uuid(), 'acct_planted',
          500, repeat('a', 64), now(), '${step}',
          ${step === 'made' ? `gen_random_uuid(), 'tr_planted'` : 'NULL, NULL'})`;

const stripeTopUp = (status: 'succeeded' | 'pending'): string => `
  INSERT INTO stripe_top_ups (id, book_id, status, amount_minor, currency, created_at, read_at)
  VALUES ('tu_planted', gen_random_uuid(), '${status}', 500, 'EUR', now(), now())`;

/** What an order was prepared as stays, and its maker does not sign it. */
const ORDER_KEPT = 'VA006';

const ANOTHER_CHECKER = `(SELECT person_id FROM person_roles WHERE role = 'finance_checker'
   AND person_id NOT IN (SELECT person_id FROM operator_order_approvals) LIMIT 1)`;

const orderApprovalBy = (person: string): string => `
  INSERT INTO operator_order_approvals (order_id, person_id, content_hash, approved_at, proved_at)
  SELECT id, ${person}, content_hash, prepared_at, clock_timestamp() FROM operator_orders`;

/** What each violation of paying out looks like: quality list E. */
export const DISBURSEMENT_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'E1',
    ...walled(
      `UPDATE tranche_preparations SET amount_minor = amount_minor + 1 WHERE tranche_id = ${PAID}`,
      DENIED,
    ),
    nearMiss: approvalBy(SECOND_CHECKER),
  },
  {
    id: 'E1',
    what: 'an approval is missing',
    ...walled(`DELETE FROM tranche_approvals WHERE tranche_id = ${PAID}`, DENIED),
    nearMiss: approvalBy(SECOND_CHECKER),
  },
  {
    id: 'E2',
    what: 'the maker checks',
    plant: `UPDATE tranche_approvals a SET person_id = p.prepared_by FROM tranche_preparations p
             WHERE p.tranche_id = a.tranche_id AND a.tranche_id = ${PAID}`,
    wall: { attempt: approvalBy('prepared_by'), refusedWith: MAKER_CANNOT_CHECK },
    nearMiss: approvalBy(SECOND_CHECKER),
  },
  {
    id: 'E2',
    what: 'the reviewer checks',
    plant: `
      INSERT INTO project_reviews (id, project_id, round, reviewer_id, decision, reason, decided_at)
      SELECT gen_random_uuid(), t.project_id, 1, a.person_id, 'request_changes', 'planted', now()
        FROM tranche_approvals a JOIN tranches t ON t.id = a.tranche_id LIMIT 1`,
    wall: 'who reviewed is known to the feature below the tranches',
    nearMiss: `
      INSERT INTO project_reviews (id, project_id, round, reviewer_id, decision, reason, decided_at)
      SELECT gen_random_uuid(), t.project_id, 1, a.person_id, 'recuse', 'planted', now()
        FROM tranche_approvals a JOIN tranches t ON t.id = a.tranche_id LIMIT 1`,
  },
  {
    id: 'E2',
    what: 'the role came later',
    plant: `UPDATE person_roles SET granted_at = granted_at + interval '1 year' WHERE role = 'finance_checker'`,
    wall: { attempt: `UPDATE person_roles SET granted_at = now()`, refusedWith: DENIED },
    nearMiss: `UPDATE person_roles r SET granted_at = a.approved_at FROM tranche_approvals a
                WHERE a.person_id = r.person_id AND a.tranche_id = ${PAID} AND r.role = 'finance_checker'`,
  },
  {
    id: 'E2',
    what: 'a stale code',
    plant: `ALTER TABLE tranche_approvals DROP CONSTRAINT tranche_approvals_fresh;
      UPDATE tranche_approvals SET proved_at = recorded_at - interval '6 minutes'`,
    wall: {
      attempt: approvalBy(SECOND_CHECKER, `clock_timestamp() - interval '6 minutes'`),
      refusedWith: CHECK_FAILED,
    },
    nearMiss: approvalBy(SECOND_CHECKER, `clock_timestamp() - interval '4 minutes'`),
  },
  {
    id: 'E2',
    what: 'one of the authority checks',
    plant: `
      INSERT INTO memberships (id, organisation_id, person_id, email, roles, voting, state, since)
      SELECT gen_random_uuid(), j.lead_organisation_id, a.person_id, 'planted@example.org', '{la_accountant}', false,
             'confirmed', a.approved_at
        FROM tranche_approvals a JOIN tranches t ON t.id = a.tranche_id JOIN projects j ON j.id = t.project_id LIMIT 1`,
    wall: 'who belonged to whom is known to the feature below the tranches',
    nearMiss: `
      INSERT INTO memberships (id, organisation_id, person_id, email, roles, voting, state, since, ended_at)
      SELECT gen_random_uuid(), j.lead_organisation_id, a.person_id, 'planted@example.org', '{la_accountant}', false,
             'ended', a.approved_at - interval '1 year', a.approved_at - interval '1 day'
        FROM tranche_approvals a JOIN tranches t ON t.id = a.tranche_id JOIN projects j ON j.id = t.project_id LIMIT 1`,
  },
  {
    id: 'E3',
    plant: changedBefore('80 days'),
    wall: { attempt: activeFrom('1 day'), refusedWith: KEPT },
    nearMiss: changedBefore('91 days'),
  },
  {
    id: 'E4',
    ...walled(`UPDATE payee_accounts SET holder = 'Somebody else'`, KEPT),
    nearMiss: approvalBy(SECOND_CHECKER),
  },
  {
    id: 'E5',
    plant: `UPDATE milestones SET verified_at = verified_at + interval '1 day' WHERE number = 1`,
    wall: 'when a milestone was verified is written by the feature below the tranches',
    nearMiss: `UPDATE milestones m SET verified_at = t.sent_at FROM tranches t
                WHERE t.project_id = m.project_id AND t.milestone_number = m.number`,
  },
  {
    id: 'E5',
    what: 'one verifier too few',
    plant: `UPDATE verifications SET result = 'cannot_tell' WHERE role = 'volunteer_verifier'`,
    wall: 'how many have said yes is a sum over rows',
    nearMiss: `
      INSERT INTO verifications (id, milestone_id, attempt, person_id, role, state, drawn_at, due_at, set_aside_at)
      SELECT '00000000-0000-7000-8000-000000000008', milestone_id, attempt, gen_random_uuid(), role, 'drawn', drawn_at, due_at, NULL
        FROM verifications LIMIT 1;
      INSERT INTO state_change (id, machine, subject_id, to_state, at, actor_role)
      VALUES (gen_random_uuid(), 'verification', '00000000-0000-7000-8000-000000000008', 'drawn', now(), 'system')`,
  },
  {
    id: 'E6',
    plant: sending(1),
    wall: 'the purpose key of a sending carries its attempt, which the posting code chooses',
    nearMiss: `${sending(1)}; ${sending(-1, { reverses: UNDONE })}`,
  },
  {
    id: 'E7',
    plant: activeFrom('1 day'),
    wall: { attempt: activeFrom('1 day'), refusedWith: KEPT },
    nearMiss: activeFrom('0 seconds'),
  },
  {
    id: 'E7',
    what: 'it did not rest',
    plant: `UPDATE payee_accounts SET is_change = true, decided_at = active_from - interval '71 hours'
             WHERE state = 'verified';
      UPDATE tranche_preparations SET approvals_needed = 2;
      ${approvalBy(SECOND_CHECKER)};
      INSERT INTO tranche_approvals (tranche_id, attempt, person_id, content_hash, approved_at, proved_at)
      SELECT p.tranche_id, p.attempt, c.person_id, p.content_hash, p.prepared_at, clock_timestamp()
        FROM tranche_preparations p, person_roles c WHERE c.role = 'finance_checker' ON CONFLICT DO NOTHING`,
    wall: 'an account becomes active by the clock of the business',
    nearMiss: changedBefore('100 days'),
  },
  {
    id: 'E9',
    ...walled(`UPDATE bank_lines SET reference = reference || '?'`, DENIED),
    nearMiss: `
      INSERT INTO bank_lines (id, line_hash, statement_id, reference, direction, amount_minor, booked_on, value_on)
      VALUES (gen_random_uuid(), 'planted', 'S', 'FEE-1', 'out', 250, current_date, current_date)`,
  },
  {
    id: 'E10',
    plant: suspended(-2, 1),
    wall: 'two rows of two features: the sending looks at the project under the lock of its agreement',
    nearMiss: suspended(-2, -1),
  },
  {
    id: 'E12',
    plant: transfer('made'),
    alsoFires: ['D10'],
    wall: 'a transfer and its entry are written together; what Stripe calls it is only known then',
    nearMiss: transfer('waiting'),
  },
  {
    id: 'D10',
    plant: transfer('made'),
    alsoFires: ['E12'],
    wall: 'what stands over there is not in this database',
    nearMiss: transfer('waiting'),
  },
  {
    id: 'E13',
    plant: stripeTopUp('succeeded'),
    wall: 'what Stripe shows is kept and booked together; what it shows is only known then',
    nearMiss: stripeTopUp('pending'),
  },
  {
    id: 'E11',
    what: 'it is said to be another amount',
    ...walled(`UPDATE operator_orders SET amount_minor = amount_minor + 1`, ORDER_KEPT),
    nearMiss: orderApprovalBy(ANOTHER_CHECKER),
  },
  {
    id: 'E11',
    what: 'the maker signs',
    plant: `UPDATE operator_order_approvals a SET person_id = o.prepared_by FROM operator_orders o
             WHERE o.id = a.order_id`,
    wall: { attempt: orderApprovalBy('prepared_by'), refusedWith: ORDER_KEPT },
    nearMiss: orderApprovalBy(ANOTHER_CHECKER),
  },
  {
    id: 'E11',
    what: 'a signature is missing',
    ...walled(`DELETE FROM operator_order_approvals`, DENIED),
    nearMiss: orderApprovalBy(ANOTHER_CHECKER),
  },
];
