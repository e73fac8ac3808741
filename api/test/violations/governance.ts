import {
  CHECK_FAILED,
  DENIED,
  DUPLICATE,
  NUMBERS_FROZEN,
  walled,
  type SeededViolation,
} from './violation.js';

const AN_ENDORSEMENT = `(SELECT id FROM endorsements WHERE state = 'active' ORDER BY id LIMIT 1)`;
const SOMEBODY = `'00000000-0000-7000-8000-0000000000aa'`;

/** One more member of the association comes to the call. */
const comes = (conflict: string, counts: string): string => `
  UPDATE endorsements SET entitled = entitled + 1, ${counts} WHERE id = ${AN_ENDORSEMENT};
  INSERT INTO endorsement_entitlements (endorsement_id, call_number, person_id) VALUES (${AN_ENDORSEMENT}, 1, ${SOMEBODY});
  INSERT INTO endorsement_voters (endorsement_id, call_number, person_id, conflict, voted_at)
  VALUES (${AN_ENDORSEMENT}, 1, ${SOMEBODY}, '${conflict}', now())`;

const ABSTAINS = `${comes('none', 'quorum_base = 4, quorum_needed = 3, abstain = 1')};
  INSERT INTO endorsement_ballots (id, endorsement_id, call_number, choice, voter_id)
  VALUES (gen_random_uuid(), ${AN_ENDORSEMENT}, 1, 'abstain', ${SOMEBODY})`;

/** Somebody with a conflict is excluded: a voter without a ballot (R24). */
const EXCLUDED = comes('family', 'excluded = 1');

const SECOND_BALLOT = `
  INSERT INTO endorsement_ballots (id, endorsement_id, call_number, choice, voter_id)
  SELECT gen_random_uuid(), endorsement_id, call_number, 'abstain', voter_id
    FROM endorsement_ballots WHERE endorsement_id = ${AN_ENDORSEMENT} LIMIT 1`;

const member = (state: string, until: string): string => `
  INSERT INTO memberships (id, organisation_id, person_id, email, roles, voting, state, since, ended_at)
  SELECT gen_random_uuid(), j.lead_organisation_id, v.person_id, 'planted@example.org', '{la_focal_point}', false,
         '${state}', v.answered_at - interval '1 year', ${until}
    FROM verifications v JOIN milestones m ON m.id = v.milestone_id JOIN projects j ON j.id = m.project_id
   WHERE v.result = 'yes' LIMIT 1`;

const role = (name: string, by: string): string => `
  INSERT INTO person_roles (person_id, role, granted_by, granted_at)
  SELECT id, '${name}', ${by}, now() FROM people
   WHERE id NOT IN (SELECT person_id FROM person_roles) LIMIT 1`;

/** What each violation of votes and papers looks like: quality list F. */
export const GOVERNANCE_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'F1',
    plant: member('confirmed', 'NULL'),
    wall: 'who belongs to whom is known to the feature below the milestones',
    nearMiss: member('ended', `v.answered_at - interval '1 day'`),
  },
  {
    id: 'F2',
    ...walled(
      `UPDATE endorsement_ballots SET choice = 'no' WHERE endorsement_id = ${AN_ENDORSEMENT}`,
      DENIED,
    ),
    nearMiss: ABSTAINS,
  },
  {
    id: 'F2',
    what: 'another quorum',
    plant: `UPDATE endorsements SET quorum_needed = 1`,
    wall: 'the quorum is counted from votes of one call',
    nearMiss: EXCLUDED,
  },
  {
    id: 'F3',
    plant: `
      ALTER TABLE endorsement_ballots
        DROP CONSTRAINT endorsement_ballots_endorsement_id_call_number_voter_id_key;
      ${SECOND_BALLOT}`,
    wall: { attempt: SECOND_BALLOT, refusedWith: DUPLICATE },
    nearMiss: EXCLUDED,
  },
  {
    id: 'F5',
    ...walled(
      `UPDATE campaigns SET minimum_minor = minimum_minor - 1 WHERE state = 'settled'`,
      NUMBERS_FROZEN,
    ),
    nearMiss: `UPDATE campaigns SET minimum_minor = minimum_minor - 1 WHERE state IN ('failed', 'wound_up')`,
  },
  {
    id: 'F6',
    plant: role('finance_checker', 'NULL'),
    wall: { attempt: role('finance_checker', 'id'), refusedWith: CHECK_FAILED },
    nearMiss: role('administrator', 'NULL'),
  },
  {
    id: 'F6',
    what: 'given by somebody who may not',
    plant: role(
      'finance_checker',
      `(SELECT person_id FROM person_roles WHERE role = 'finance_maker' LIMIT 1)`,
    ),
    wall: 'who may give roles is the policy of the route',
    nearMiss: role(
      'finance_checker',
      `(SELECT person_id FROM person_roles WHERE role = 'administrator' LIMIT 1)`,
    ),
  },
  {
    id: 'F7',
    plant: `UPDATE files SET sha256 = repeat('0', 64) WHERE id = (SELECT file_id FROM milestone_evidence LIMIT 1)`,
    wall: 'a file is marked when it is published',
    nearMiss: `UPDATE files SET published_at = now()`,
  },
  {
    id: 'F7',
    what: 'a paper that is not there',
    ...walled(`DELETE FROM files WHERE id = (SELECT file_id FROM invoices LIMIT 1)`, DENIED),
    nearMiss: `DELETE FROM files WHERE purpose = 'photo' AND id NOT IN (SELECT file_id FROM milestone_evidence)
                  AND id NOT IN (SELECT file_id FROM verification_photos)`,
  },
];
