/** The same attempt by the role the processes work as, and what PostgreSQL answers it. */
export interface Wall {
  readonly attempt: string;
  readonly refusedWith: string;
}

/**
 * How an invariant is seen to fire: something wrong is planted by the database's owner with every
 * trigger off, and something right that looks much like it must leave the invariant silent.
 */
export interface SeededViolation {
  /** Number of the invariant that must fire. */
  readonly id: string;
  /** What is wrong, where an invariant says more than one thing. */
  readonly what?: string;
  readonly plant: string;
  /** Invariants that cannot help firing with it. */
  readonly alsoFires?: readonly string[];
  /** Why the processes' role could not have done it; a sentence when no wall can stand there. */
  readonly wall: Wall | string;
  readonly nearMiss: string;
  /** It is about rows that were finished long ago: a look at the tail does not come to them. */
  readonly isOfOldRows?: boolean;
}

export const DENIED = '42501';
export const UNSOUND = 'VA003';
export const BELOW_ZERO = 'VA002';
export const DUPLICATE = '23505';
export const CHECK_FAILED = '23514';
export const NO_SUCH_MOVE = 'VA001';
/** What the walls of several tables raise: facts of a row that never change. */
export const KEPT = 'VA005';
export const NUMBERS_FROZEN = 'VA041';

/** One side of an entry of a scene; the account must have been used there. */
export interface PlantedLine {
  readonly code: string;
  /** Cents, or SQL that gives them; debits are positive. */
  readonly amount: number | string;
  /** SQL of the subject; the first account with the code when it is absent. */
  readonly subject?: string;
}

interface PlantedEntry {
  readonly kind?: string;
  readonly purpose: string;
  readonly subjectKind?: string;
  /** SQL expressions. */
  readonly subject?: string;
  readonly project?: string;
  readonly reverses?: string;
  readonly role?: string;
  readonly valueDate?: string;
}

const NOBODY = `'00000000-0000-7000-8000-00000000c0de'`;

/** A whole entry as the owner can write it past every trigger; nothing in it has to make sense. */
export function entry(lines: readonly PlantedLine[], about: PlantedEntry): string {
  const { kind = 'L28', purpose, subjectKind = 'operator', role = 'system' } = about;
  const {
    subject = NOBODY,
    project = 'NULL',
    reverses = 'NULL',
    valueDate = 'current_date',
  } = about;
  const values = lines.map(
    ({ code, amount, subject: whose }, index) => `
      (${String(index + 1)}, (SELECT id FROM ledger_account WHERE code = '${code}'
        ${whose === undefined ? '' : `AND subject_id = (${whose})`} ORDER BY id LIMIT 1), (${String(amount)})::bigint)`,
  );
  return `
    WITH header AS (
      INSERT INTO ledger_entry (id, ordinal, kind, purpose_key, subject_kind, subject_id, project_id, value_date,
                                booked_at, actor_role, reverses, line_count, tx_id)
      VALUES (gen_random_uuid(), nextval('ledger_ordinal'), '${kind}', '${purpose}', '${subjectKind}', (${subject}),
              (${project}), ${valueDate}, clock_timestamp(), '${role}', (${reverses}), ${String(lines.length)},
              pg_current_xact_id())
      RETURNING id)
    INSERT INTO ledger_line (entry_id, line_no, account_id, amount_minor)
    SELECT header.id, line.no, line.account, line.amount
      FROM header, (VALUES ${values.join(',')}) AS line (no, account, amount)`;
}

/** The entry that a planted statement has just booked. */
export const booked = (purpose: string): string =>
  `(SELECT id FROM ledger_entry WHERE purpose_key = '${purpose}')`;

/** A plant that the role of the processes is refused word for word. */
export function walled(
  plant: string,
  refusedWith: string,
): Pick<SeededViolation, 'plant' | 'wall'> {
  return { plant, wall: { attempt: plant, refusedWith } };
}
