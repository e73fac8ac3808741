import {
  BELOW_ZERO,
  CHECK_FAILED,
  DENIED,
  DUPLICATE,
  UNSOUND,
  booked,
  entry,
  walled,
  type PlantedLine,
  type SeededViolation,
} from './violation.js';

const TIPS = '4000';
const FEES = '5000';

/** Accounts of the operator: what is planted on them touches no other invariant. */
const own = (purpose: string, amounts: readonly number[], about: object = {}): string => {
  const codes = [FEES, TIPS, TIPS];
  const lines = amounts.map((amount, index): PlantedLine => {
    return { code: codes[index] ?? TIPS, amount };
  });
  return entry(lines, { purpose, ...about });
};

const pair = (purpose: string, [debit, credit]: readonly [string, string], amount: number) =>
  entry(
    [
      { code: debit, amount },
      { code: credit, amount: -amount },
    ],
    { purpose },
  );

const paidIn = (currency: string): string => `
  ${own('planted:a4', [5, -5])};
  UPDATE ledger_line SET original_minor = 7, original_currency = '${currency}'
   WHERE entry_id = ${booked('planted:a4')}`;

const undone = (...amounts: readonly number[]): string =>
  [
    own('planted:a9', [5, -5]),
    ...amounts.map((amount, index) =>
      own(`planted:a9:${String(index)}`, [-amount, amount], { reverses: booked('planted:a9') }),
    ),
  ].join(';');

const LAST_SEALED = `(SELECT entry_id FROM ledger_seal ORDER BY position DESC LIMIT 1)`;
/** Of an entry that meant nothing to a project. */
const A_POSITION_BETWEEN = `(
  SELECT position FROM ledger_seal WHERE position < (SELECT max(position) FROM ledger_seal)
     AND position NOT IN (SELECT position FROM ledger_project_effect) ORDER BY position DESC LIMIT 1)`;
const A_PAYOUT_ENTRY = `(SELECT id FROM ledger_entry WHERE kind = 'L5' LIMIT 1)`;

/** What each violation of the books themselves looks like: quality list A and H. */
export const LEDGER_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'A1',
    ...walled(own('planted:a1', [5, -4]), UNSOUND),
    nearMiss: own('planted:a1', [5, -4, -1]),
  },
  {
    id: 'A1',
    what: 'a promise against money',
    ...walled(pair('planted:a1', ['9000', TIPS], 5), UNSOUND),
    alsoFires: ['B16'],
    nearMiss: `${pair('planted:a1', ['9000', '9001'], 5)};
      UPDATE commitments SET cash_minor = cash_minor + 5 WHERE id = (
        SELECT id FROM commitments WHERE state NOT IN ('declared', 'withdrawn') AND project_id =
               (SELECT subject_id FROM ledger_account WHERE code = '9000' ORDER BY id LIMIT 1) LIMIT 1)`,
  },
  {
    id: 'A2',
    ...walled(pair('planted:a2', [TIPS, TIPS], 5), UNSOUND),
    nearMiss: pair('planted:a2', [TIPS, FEES], 5),
  },
  {
    id: 'A2',
    what: 'a line is missing',
    plant: `${own('planted:a2', [5, -4, -1])};
      UPDATE ledger_entry SET line_count = 4 WHERE id = ${booked('planted:a2')}`,
    wall: {
      attempt: `UPDATE ledger_entry SET line_count = 4`,
      refusedWith: DENIED,
    },
    nearMiss: own('planted:a2', [5, -4, -1]),
  },
  {
    id: 'A3',
    plant: 'GRANT UPDATE ON ledger_line TO vatra_app',
    wall: { attempt: 'UPDATE ledger_line SET amount_minor = 1', refusedWith: DENIED },
    nearMiss: 'GRANT SELECT, INSERT ON ledger_line TO vatra_app',
  },
  {
    id: 'A3',
    what: 'a wall is down',
    ...walled('ALTER TABLE ledger_line DISABLE TRIGGER ledger_line_forward_only', DENIED),
    nearMiss: `CREATE TRIGGER one_more BEFORE UPDATE ON ledger_line
               FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change()`,
  },
  {
    id: 'A4',
    plant: paidIn('EUR'),
    wall: {
      attempt: `UPDATE ledger_line SET original_minor = 7, original_currency = 'EUR'`,
      refusedWith: DENIED,
    },
    nearMiss: paidIn('USD'),
  },
  {
    id: 'A5',
    ...walled(pair('planted:a5', ['2100', '2130'], 900_000_000), BELOW_ZERO),
    nearMiss: pair('planted:a5', ['2100', '2130'], 1),
  },
  {
    id: 'A5',
    what: 'before it was paid in',
    plant: `${pair('planted:a5', ['2100', '2130'], 900_000_000)}; ${pair('planted:a5:back', ['2130', '2100'], 900_000_000)}`,
    wall: {
      attempt: pair('planted:a5', ['2100', '2130'], 900_000_000),
      refusedWith: BELOW_ZERO,
    },
    // Within one entry only what is left of it at its end is a step.
    nearMiss: entry(
      [
        { code: '2100', amount: -900_000_000 },
        { code: '2100', amount: 900_000_000 },
        { code: '2100', amount: 900_000_000 },
        { code: '2100', amount: -900_000_000 },
        { code: FEES, amount: 5 },
        { code: TIPS, amount: -5 },
      ],
      { purpose: 'planted:a5' },
    ),
  },
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
    id: 'A9',
    plant: undone(6),
    wall: 'how much of an entry is undone already is a sum over other entries',
    nearMiss: undone(2, 3),
  },
  {
    id: 'A9',
    what: 'twice',
    plant: undone(5, 5),
    wall: 'how much of an entry is undone already is a sum over other entries',
    nearMiss: undone(5),
  },
  {
    id: 'A10',
    plant: own('planted:a10', [5, -5], { role: '' }),
    wall: 'the role is text that only the posting code fills in',
    nearMiss: own('planted:a10', [5, -5], { role: 'donor' }),
  },
  {
    id: 'A11',
    what: 'a refund whose entry is not there',
    plant: `UPDATE refunds SET bounced_entry_id = gen_random_uuid()`,
    wall: 'the entry is chosen before it is booked, so no key can be checked while the row is written',
    nearMiss: `UPDATE refunds SET bounced_entry_id = ${A_PAYOUT_ENTRY} WHERE id = (SELECT id FROM refunds LIMIT 1)`,
  },
  {
    id: 'A11',
    what: 'an entry about nothing',
    plant: own('planted:a11', [5, -5], { subjectKind: 'tranche' }),
    wall: 'what an entry is about may lie in any feature, so no key can point there',
    nearMiss: own('planted:a11', [5, -5], {
      subjectKind: 'tranche',
      subject: 'SELECT id FROM tranches LIMIT 1',
    }),
  },
  {
    id: 'H1',
    ...walled(
      `UPDATE ledger_entry SET reason = 'another reason' WHERE id = ${LAST_SEALED}`,
      DENIED,
    ),
    nearMiss: own('planted:h1', [5, -5]),
  },
  {
    id: 'H1',
    what: 'another fact',
    ...walled(
      `UPDATE ledger_entry SET facts = facts || '{"planted": 1}' WHERE id = ${LAST_SEALED}`,
      DENIED,
    ),
    nearMiss: own('planted:h1', [5, -5]),
  },
  {
    id: 'H1',
    what: 'the same fact written otherwise',
    plant: `UPDATE ledger_entry SET facts = replace(facts::text, '}', '.0}')::jsonb
             WHERE id = (SELECT id FROM ledger_entry WHERE facts::text LIKE '{"gifts": %}' LIMIT 1)`,
    wall: {
      attempt: `UPDATE ledger_entry SET facts = replace(facts::text, '}', '.0}')::jsonb`,
      refusedWith: DENIED,
    },
    nearMiss: `UPDATE ledger_entry SET facts = facts::text::jsonb`,
  },
  {
    id: 'H1',
    what: 'another line',
    ...walled(
      `UPDATE ledger_line SET original_minor = 7, original_currency = 'USD'
        WHERE line_no = 1 AND original_minor IS NULL AND entry_id = ${LAST_SEALED}`,
      DENIED,
    ),
    nearMiss: own('planted:h1', [5, -5]),
  },
  {
    id: 'H1',
    what: 'a seal is missing between two',
    plant: `
      WITH gone AS (DELETE FROM ledger_seal WHERE position = ${A_POSITION_BETWEEN} RETURNING entry_id)
      UPDATE ledger_entry SET booked_at = clock_timestamp() WHERE id IN (SELECT entry_id FROM gone)`,
    wall: { attempt: 'DELETE FROM ledger_seal', refusedWith: DENIED },
    nearMiss: own('planted:h1', [5, -5]),
  },
  {
    id: 'H1',
    what: 'nobody seals',
    plant: `${own('planted:h1', [5, -5])};
      UPDATE ledger_entry SET booked_at = booked_at - interval '2 minutes' WHERE id = ${booked('planted:h1')}`,
    wall: 'time passes without a statement',
    nearMiss: `${own('planted:h1', [5, -5])};
      UPDATE ledger_entry SET booked_at = booked_at - interval '20 seconds' WHERE id = ${booked('planted:h1')}`,
  },
];
