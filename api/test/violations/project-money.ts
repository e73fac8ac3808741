import { DENIED, entry, walled, type SeededViolation } from './violation.js';

const cover = (amount: number, assets: number): string =>
  entry(
    [
      { code: '1100', amount: assets },
      { code: '5000', amount: amount - assets },
      { code: '2100', amount: -amount },
    ].filter((line) => line.amount !== 0),
    { purpose: 'planted:b9' },
  );

/** What each violation of the projects' money looks like: quality list B. */
export const PROJECT_MONEY_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'B1',
    ...walled(
      `UPDATE ledger_project_effect SET held_after = held_after + 1, received_after = received_after + 1`,
      DENIED,
    ),
    nearMiss: cover(7, 7),
  },
  {
    id: 'B9',
    plant: cover(900_000_000, 0),
    wall: 'accounts of the operator are never locked: they are checked afterwards (ruling 9)',
    nearMiss: cover(900_000_000, 900_000_000),
  },
];
