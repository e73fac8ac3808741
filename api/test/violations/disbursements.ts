import { DENIED, entry, walled, type SeededViolation } from './violation.js';

const PAID = `(SELECT id FROM tranches WHERE state = 'confirmed' ORDER BY number LIMIT 1)`;
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

const approvalBy = (person: string): string => `
  INSERT INTO tranche_approvals (tranche_id, attempt, person_id, content_hash, approved_at)
  SELECT tranche_id, attempt, ${person}, content_hash, prepared_at FROM tranche_preparations
   WHERE tranche_id = ${PAID}`;

/** Another checker than the one who approved already. */
const SECOND_CHECKER = `(SELECT person_id FROM person_roles WHERE role = 'finance_checker'
   AND person_id NOT IN (SELECT person_id FROM tranche_approvals) LIMIT 1)`;

/** What each violation of paying out looks like: quality list E. */
export const DISBURSEMENT_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'B3',
    plant: `UPDATE tranches SET amount_minor = amount_minor + 1 WHERE is_last`,
    wall: 'that the parts of a plan add up is a sum over rows',
    nearMiss: `
      INSERT INTO tranches (id, project_id, number, percent, amount_minor, is_last, state, instruction_id)
      SELECT '00000000-0000-7000-8000-000000000009', project_id, 9, 10, 700, false, 'cancelled', 'VTplanted'
        FROM tranches WHERE id = ${PAID};
      INSERT INTO state_change (id, machine, subject_id, to_state, at, actor_role)
      VALUES (gen_random_uuid(), 'tranche', '00000000-0000-7000-8000-000000000009', 'cancelled', now(), 'system')`,
  },
  {
    id: 'E1',
    ...walled(
      `UPDATE tranche_preparations SET amount_minor = amount_minor + 1 WHERE tranche_id = ${PAID}`,
      DENIED,
    ),
    nearMiss: approvalBy(SECOND_CHECKER),
  },
  {
    id: 'E2',
    plant: `UPDATE tranche_approvals a SET person_id = p.prepared_by FROM tranche_preparations p
             WHERE p.tranche_id = a.tranche_id AND a.tranche_id = ${PAID}`,
    wall: { attempt: approvalBy('prepared_by'), refusedWith: MAKER_CANNOT_CHECK },
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
    id: 'E6',
    plant: sending(1),
    wall: 'the purpose key of a sending carries its attempt, which the posting code chooses',
    nearMiss: `${sending(1)}; ${sending(-1, { reverses: UNDONE })}`,
  },
  {
    id: 'E9',
    ...walled(`UPDATE bank_lines SET amount_minor = amount_minor + 1`, DENIED),
    nearMiss: `
      INSERT INTO bank_lines (id, line_hash, statement_id, reference, direction, amount_minor, booked_on, value_on)
      VALUES (gen_random_uuid(), 'planted', 'S', 'FEE-1', 'out', 250, current_date, current_date)`,
  },
];
