import {
  BELOW_ZERO,
  CHECK_FAILED,
  DENIED,
  DUPLICATE,
  UNSOUND,
  entry,
  walled,
  type PlantedLine,
  type SeededViolation,
} from './violation.js';

const TIPS = '4000';
const FEES = '5000';

/** Two own accounts of the operator: what is planted on them touches no other invariant. */
const own = (purpose: string, amounts: readonly number[], about = {}): string => {
  const codes = [FEES, TIPS, TIPS];
  const lines = amounts.map((amount, index): PlantedLine => {
    return { code: codes[index] ?? TIPS, amount };
  });
  return entry(lines, { purpose, ...about });
};

const refund = (amount: number): string =>
  entry(
    [
      { code: '2100', amount },
      { code: '2130', amount: -amount },
    ],
    { kind: 'L13', purpose: 'planted:a5' },
  );

/** What each violation of the books themselves looks like: quality list A. */
export const LEDGER_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'A1',
    ...walled(own('planted:a1', [5, -4]), UNSOUND),
    nearMiss: own('planted:a1', [5, -4, -1]),
  },
  {
    id: 'A2',
    ...walled(
      entry(
        [
          { code: TIPS, amount: 5 },
          { code: TIPS, amount: -5 },
        ],
        { purpose: 'planted:a2' },
      ),
      UNSOUND,
    ),
    nearMiss: own('planted:a2', [5, -5]),
  },
  {
    id: 'A3',
    plant: 'GRANT UPDATE ON ledger_line TO vatra_app',
    wall: { attempt: 'UPDATE ledger_line SET amount_minor = 1', refusedWith: DENIED },
    nearMiss: 'GRANT SELECT, INSERT ON ledger_line TO vatra_app',
  },
  { id: 'A5', ...walled(refund(900_000_000), BELOW_ZERO), nearMiss: refund(1) },
  {
    id: 'A6',
    ...walled('UPDATE ledger_balance SET balance_minor = -balance_minor', DENIED),
    nearMiss: `
      INSERT INTO ledger_balance (account_id, below_tx, position, balance_minor)
      SELECT account_id, mark.below_tx, mark.position, sum(amount_minor)
        FROM ledger_line, (SELECT * FROM ledger_watermark ORDER BY below_tx DESC LIMIT 1) mark
       WHERE tx_id < mark.below_tx GROUP BY account_id, mark.below_tx, mark.position
      ON CONFLICT DO NOTHING`,
  },
  {
    id: 'A7',
    plant: `ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_purpose_key_key;
      ${own('planted:a7', [5, -5])};
      ${own('planted:a7', [5, -5])}`,
    wall: {
      attempt: own(`' || (SELECT min(purpose_key) FROM ledger_entry) || '`, [5, -5]),
      refusedWith: DUPLICATE,
    },
    nearMiss: `${own('planted:a7', [5, -5])}; ${own('planted:a7:again', [5, -5])}`,
  },
  {
    id: 'A8',
    plant: `ALTER TABLE ledger_line DROP CONSTRAINT ledger_line_amount_minor_check;
      ${own('planted:a8', [5, -5, 0])}`,
    wall: { attempt: own('planted:a8', [5, -5, 0]), refusedWith: CHECK_FAILED },
    nearMiss: own('planted:a8', [1_000_000_000_000, -1_000_000_000_000]),
  },
  {
    id: 'A10',
    plant: own('planted:a10', [5, -5], { role: '' }),
    wall: 'the role is text that only the posting code fills in',
    nearMiss: own('planted:a10', [5, -5], { role: 'worker' }),
  },
  {
    id: 'A11',
    plant: `UPDATE refunds SET paid_entry_id = gen_random_uuid() WHERE paid_entry_id IS NOT NULL`,
    wall: 'the entry is chosen before it is booked, so no key can be checked while the row is written',
    nearMiss: `UPDATE refunds SET paid_entry_id = reserve_entry_id WHERE paid_entry_id IS NOT NULL`,
  },
  {
    id: 'H1',
    ...walled(
      `UPDATE ledger_entry SET reason = 'another reason' WHERE id IN
        (SELECT entry_id FROM ledger_seal ORDER BY position DESC LIMIT 1)`,
      DENIED,
    ),
    nearMiss: own('planted:h1', [5, -5]),
  },
];
