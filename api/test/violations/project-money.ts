import { DENIED, KEPT, NUMBERS_FROZEN, entry, walled, type SeededViolation } from './violation.js';

const A_CAMPAIGN = `(SELECT id FROM campaigns WHERE state = 'settled' ORDER BY id LIMIT 1)`;
const ITS_PROJECT = `(SELECT project_id FROM campaigns WHERE state = 'settled' ORDER BY id LIMIT 1)`;
const A_TRANCHE = '00000000-0000-7000-8000-000000000009';

/** Money held that nothing stands for but what the platform had to pay on the day. */
const uncovered = (valueDate: string): string =>
  entry(
    [
      { code: '5000', amount: 900_000 },
      { code: '2100', amount: -900_000 },
    ],
    { purpose: 'planted:b9', valueDate },
  );

const atBank = (debit: string): string =>
  entry(
    [
      { code: debit, amount: 5 },
      { code: '4000', amount: -5 },
    ],
    { purpose: 'planted:b10' },
  );

/** A cost paid from an account at the bank. */
const fromBank = (code: string): string =>
  entry(
    [
      { code: '5000', amount: 5 },
      { code, amount: -5 },
    ],
    { purpose: 'planted:b17' },
  );

/** The campaign is said to have promised less than it has counted; its plan says the same. */
const optimum = (minor: string): string => `
  UPDATE campaigns SET optimum_minor = ${minor} WHERE id = ${A_CAMPAIGN};
  UPDATE project_funding SET amount_minor = ${minor}
   WHERE project_id = ${ITS_PROJECT} AND tier = 'optimum' AND source = 'platform_contributions'`;

const COUNTED = `(SELECT net_minor FROM campaign_totals WHERE campaign_id = ${A_CAMPAIGN})`;

/** The project had its money together before its gifts came, or a little sooner than it did. */
const funded = (at: string): string => `
  UPDATE state_change funded SET recorded_at = ${at} FROM state_change began
   WHERE funded.machine = 'project' AND funded.to_state = 'funded'
     AND began.machine = 'project' AND began.to_state = 'campaigning' AND began.subject_id = funded.subject_id`;

/** What each violation of the projects' money looks like: quality list B. */
export const PROJECT_MONEY_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'B1',
    ...walled(
      `UPDATE ledger_project_effect SET held_after = held_after + 1, received_after = received_after + 1`,
      DENIED,
    ),
    nearMiss: uncovered("(vatra_now() AT TIME ZONE 'UTC')::date"),
  },
  {
    id: 'B2',
    ...walled(
      `UPDATE ledger_project_effect
          SET held_after = held_after - 900000, disbursed_after = disbursed_after + 900000
        WHERE position = (SELECT min(position) FROM ledger_project_effect WHERE held_after > 0)`,
      DENIED,
    ),
    nearMiss: `UPDATE ledger_project_effect
         SET held_after = 0, disbursed_after = disbursed_after + held_after
       WHERE position = (SELECT min(position) FROM ledger_project_effect WHERE held_after > 0)`,
  },
  {
    id: 'B3',
    plant: `UPDATE tranches SET amount_minor = amount_minor + 1 WHERE is_last`,
    wall: 'that the parts of a plan add up is a sum over rows',
    nearMiss: `
      INSERT INTO tranches (id, project_id, number, percent, amount_minor, is_last, state, instruction_id)
      SELECT '${A_TRANCHE}', project_id, 9, 10, 700, false, 'cancelled', 'VTplanted' FROM agreements LIMIT 1;
      INSERT INTO state_change (id, machine, subject_id, to_state, at, actor_role)
      VALUES (gen_random_uuid(), 'tranche', '${A_TRANCHE}', 'cancelled', now(), 'system')`,
  },
  {
    id: 'B5',
    plant: optimum('minimum_minor').replace(
      'SET amount_minor = minimum_minor',
      'SET amount_minor = 100000',
    ),
    wall: {
      attempt: `UPDATE campaigns SET optimum_minor = minimum_minor`,
      refusedWith: NUMBERS_FROZEN,
    },
    nearMiss: `${optimum(COUNTED)};
      UPDATE campaign_totals SET crossing_credit_id = (SELECT id FROM campaign_credits
        WHERE campaign_id = ${A_CAMPAIGN} AND kind = 'credit' ORDER BY position DESC LIMIT 1)
       WHERE campaign_id = ${A_CAMPAIGN}`,
  },
  {
    id: 'B6',
    ...walled(funded(`began.recorded_at + interval '1 microsecond'`), DENIED),
    nearMiss: funded(`funded.recorded_at - interval '1 microsecond'`),
  },
  {
    id: 'B7',
    ...walled(`UPDATE contributions SET fee_minor = fee_minor + 1 WHERE paid_at IS NOT NULL`, KEPT),
    nearMiss: `UPDATE stripe_charges SET fee_minor = NULL, settled_minor = NULL`,
  },
  {
    id: 'B9',
    plant: uncovered(`'2026-01-01'`),
    wall: 'accounts of the operator are never locked: they are checked afterwards (ruling 9)',
    nearMiss: uncovered("(vatra_now() AT TIME ZONE 'UTC')::date"),
  },
  {
    id: 'B10',
    plant: atBank('1100'),
    wall: 'accounts of the operator are never locked: they are checked afterwards (ruling 9)',
    nearMiss: atBank('1050'),
  },
  {
    id: 'B17',
    plant: fromBank('1100'),
    // A cost that no bank has shown is missing there as well.
    alsoFires: ['B10'],
    wall: 'accounts of the operator are never locked: they are checked afterwards (ruling 9)',
    nearMiss: fromBank('1150'),
  },
];
