import { entry, walled, type SeededViolation } from './violation.js';

const NEVER_CHANGED = 'VA005';
const ON_THE_WAY = `FROM offline_sheets WHERE state = 'recorded' LIMIT 1`;

/** What each violation of money past the provider looks like: quality list B. */
export const OFFLINE_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'B8',
    ...walled(
      `DELETE FROM offline_signatures s USING offline_arrivals a
        WHERE a.sheet_id = s.sheet_id AND s.person_id =
              (SELECT person_id FROM offline_signatures WHERE sheet_id = a.sheet_id ORDER BY 1 LIMIT 1)`,
      NEVER_CHANGED,
    ),
    nearMiss: `
      INSERT INTO offline_signatures (sheet_id, person_id, total_minor, signed_at)
      SELECT DISTINCT sheet_id, '00000000-0000-7000-8000-0000000000b8'::uuid, total_minor, now()
        FROM offline_signatures`,
  },
  {
    id: 'B11',
    plant: `UPDATE offline_sheets SET recorded_minor = recorded_minor + 1 WHERE state = 'recorded'`,
    wall: 'that sheets and accounts agree is a sum over rows of two features',
    nearMiss: `
      UPDATE offline_sheets SET recorded_minor = recorded_minor + 5 WHERE state = 'recorded';
      ${entry(
        [
          { code: '1300', amount: 5, subject: `SELECT organisation_id ${ON_THE_WAY}` },
          { code: '2120', amount: -5, subject: `SELECT project_id ${ON_THE_WAY}` },
        ],
        { kind: 'L6', purpose: 'planted:b11' },
      )}`,
  },
  {
    id: 'B12',
    plant: `UPDATE bank_lines SET matched_kind = NULL, matched_id = NULL, matched_at = NULL
             WHERE matched_kind = 'unknown'`,
    alsoFires: ['B10'],
    wall: 'that lines and accounts agree is a sum over rows of two features',
    nearMiss: `UPDATE bank_lines SET remittance = 'another word' WHERE matched_kind = 'unknown'`,
  },
  {
    id: 'B13',
    plant: `UPDATE contribution_transfers SET bank_line_id = NULL WHERE bank_line_id IS NOT NULL`,
    wall: 'that a gift and its line have one amount is a comparison of rows of two features',
    nearMiss: `UPDATE contribution_transfers SET announced_minor = announced_minor + 1`,
  },
];
