import { CHECK_FAILED, DENIED, entry, walled, type SeededViolation } from './violation.js';

const A_PART = `(SELECT contribution_id FROM share_out_parts WHERE share_minor > 1 ORDER BY contribution_id LIMIT 1)`;
const ITS_PROJECT = `SELECT project_id FROM contributions WHERE id = ${A_PART}`;
const ANOTHER_PART = `(SELECT contribution_id FROM share_out_parts WHERE share_minor > 1 ORDER BY contribution_id DESC LIMIT 1)`;
const A_DECISION = `(SELECT id FROM project_decisions WHERE state = 'confirmed' ORDER BY id LIMIT 1)`;
const NEW_ID = `'00000000-0000-7000-8000-00000000d0de'`;

const birth = (machine: string, state: string): string => `
  INSERT INTO state_change (id, machine, subject_id, to_state, at, actor_role)
  VALUES (gen_random_uuid(), '${machine}', ${NEW_ID}, '${state}', now(), 'system')`;

/** A decision that waits for its second person, as it is written when nothing is wrong. */
const proposed = `
  INSERT INTO project_decisions (id, project_id, kind, state, reason, proposed_by, proposed_at)
  SELECT ${NEW_ID}, project_id, 'cancel', 'proposed', reason, proposed_by, now()
    FROM project_decisions WHERE id = ${A_DECISION};
  ${birth('project_decision', 'proposed')}`;

const moved = (amount: string): string =>
  entry(
    [
      { code: '2140', amount: `-(${amount})`, subject: ITS_PROJECT },
      { code: '2130', amount },
    ],
    { kind: 'L17', purpose: 'planted:wound-up', project: ITS_PROJECT },
  );

/** What each violation of how projects end looks like. */
export const ENDING_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'J1',
    what: 'a cent more for one',
    ...walled(
      `UPDATE share_out_parts SET share_minor = share_minor - 1 WHERE contribution_id = ${A_PART}`,
      DENIED,
    ),
    nearMiss: `UPDATE share_outs SET finished_at = finished_at + interval '1 second'`,
  },
  {
    id: 'J1',
    what: 'a cent from one to another',
    plant: `
      UPDATE share_out_parts SET share_minor = share_minor - 2 WHERE contribution_id = ${A_PART};
      UPDATE share_out_parts SET share_minor = share_minor + 2 WHERE contribution_id = ${ANOTHER_PART}`,
    wall: 'shares are computed by one policy and can only be written once',
    nearMiss: `UPDATE share_outs SET finished_at = finished_at + interval '1 second'`,
  },
  {
    id: 'J2',
    plant: `UPDATE contributions SET state = 'choice_pending', open_refund_id = NULL, spent_minor = 0,
                   net_left_minor = 1, choice_until = vatra_now() - interval '4 days' WHERE id = ${A_PART}`,
    // A gift cannot come back to its choice: its history ends elsewhere.
    alsoFires: ['C2', 'C3', 'G3'],
    wall: 'time passes without a statement',
    nearMiss: `UPDATE contributions SET choice_until = vatra_now() + interval '4 days' WHERE id = ${A_PART}`,
  },
  {
    id: 'J3',
    plant: moved('5'),
    wall: 'the state of a project is not known to the ledger',
    nearMiss: `UPDATE share_outs SET choose_until = choose_until + interval '1 second'`,
  },
  {
    id: 'J5',
    plant: `UPDATE tranches t SET sent_at = s.opened_at FROM share_outs s WHERE s.project_id = t.project_id
               AND t.sent_at IS NOT NULL`,
    wall: 'when a payment leaves is written by the one worker that sends it',
    nearMiss: `UPDATE tranches t SET sent_at = s.opened_at - interval '1 second' FROM share_outs s
                WHERE s.project_id = t.project_id AND t.sent_at IS NOT NULL`,
  },
  {
    id: 'J6',
    ...walled(`UPDATE recoveries SET demanded_minor = demanded_minor + 1`, DENIED),
    // What lies apart for the project is read there as well.
    alsoFires: ['B11'],
    nearMiss: `UPDATE recoveries SET due_on = due_on + 1`,
  },
  {
    id: 'J6',
    what: 'more came than the bank shows',
    plant: `UPDATE bank_lines SET matched_id = 'elsewhere' WHERE matched_kind = 'recovery'`,
    wall: 'which line a demand took is written once, by the door of the bank lines',
    nearMiss: `UPDATE recoveries SET note = 'Consiliul a votat un plan de plată.'`,
  },
  {
    id: 'J4',
    ...walled(`UPDATE project_decisions SET kind = 'resume' WHERE kind = 'suspend'`, DENIED),
    nearMiss: proposed,
  },
  {
    id: 'J4',
    what: 'one person alone',
    plant: `
      ALTER TABLE project_decisions DROP CONSTRAINT project_decisions_two_people;
      UPDATE project_decisions SET closed_by = proposed_by WHERE id = ${A_DECISION}`,
    wall: {
      attempt: `UPDATE project_decisions SET closed_by = proposed_by WHERE id = ${A_DECISION}`,
      refusedWith: CHECK_FAILED,
    },
    nearMiss: proposed,
  },
];
