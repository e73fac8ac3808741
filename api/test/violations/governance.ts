import { DENIED, DUPLICATE, walled, type SeededViolation } from './violation.js';

const AN_ENDORSEMENT = `(SELECT id FROM endorsements WHERE state = 'active' ORDER BY id LIMIT 1)`;
const SOMEBODY = `'00000000-0000-7000-8000-0000000000aa'`;

/** One more member comes to the call and abstains. */
const ABSTENTION = `
  INSERT INTO endorsement_entitlements (endorsement_id, call_number, person_id) VALUES (${AN_ENDORSEMENT}, 1, ${SOMEBODY});
  INSERT INTO endorsement_voters (endorsement_id, call_number, person_id, conflict, voted_at)
  VALUES (${AN_ENDORSEMENT}, 1, ${SOMEBODY}, 'none', now());
  INSERT INTO endorsement_ballots (id, endorsement_id, call_number, choice, voter_id)
  VALUES (gen_random_uuid(), ${AN_ENDORSEMENT}, 1, 'abstain', ${SOMEBODY})`;

/** Somebody with a conflict is excluded: a voter without a ballot (R24). */
const EXCLUDED = `
  INSERT INTO endorsement_entitlements (endorsement_id, call_number, person_id) VALUES (${AN_ENDORSEMENT}, 1, ${SOMEBODY});
  INSERT INTO endorsement_voters (endorsement_id, call_number, person_id, conflict, voted_at)
  VALUES (${AN_ENDORSEMENT}, 1, ${SOMEBODY}, 'family', now())`;

const SECOND_BALLOT = `
  INSERT INTO endorsement_ballots (id, endorsement_id, call_number, choice, voter_id)
  SELECT gen_random_uuid(), endorsement_id, call_number, 'abstain', voter_id
    FROM endorsement_ballots WHERE endorsement_id = ${AN_ENDORSEMENT} LIMIT 1`;

/** What each violation of votes looks like: quality list F. */
export const GOVERNANCE_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'F2',
    ...walled(
      `UPDATE endorsement_ballots SET choice = 'no' WHERE endorsement_id = ${AN_ENDORSEMENT}`,
      DENIED,
    ),
    nearMiss: ABSTENTION,
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
];
