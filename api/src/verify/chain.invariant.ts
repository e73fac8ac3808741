import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import type { Finding, Invariant } from './invariant.js';

interface SealRow {
  readonly position: string;
  readonly entry_id: string | null;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
  readonly kind: string;
  readonly project_id: string | null;
  readonly value_date: string;
  readonly booked_at: string;
  readonly facts: Record<string, string | number>;
  readonly hidden: unknown[];
  readonly lines: unknown[];
}

const BATCH = 5_000;

/** A second reading of the sealed text, written apart from the sealer on purpose (H1). */
export const CHAIN_INVARIANT: Invariant = {
  id: 'H1',
  claim: 'each seal is the hash of its entry behind the seal before it, and nothing waits for one',
  check: async ({ database }) => {
    const chain = await readChain(database);
    const { rows: late } = await database.query<{ entry: string }>(UNSEALED);
    return { ...chain, violations: [...chain.violations, ...late] };
  },
};

async function readChain(database: Client): Promise<Finding> {
  let before: Buffer = Buffer.alloc(32);
  let position = 0;
  for (;;) {
    const { rows } = await database.query<SealRow>(READ, [position, BATCH]);
    for (const row of rows) {
      position += 1;
      if (!holds(row, position, before)) {
        return { examined: position, violations: [{ position, entry: row.entry_id }] };
      }
      before = row.hash;
    }
    if (rows.length < BATCH) return { examined: position, violations: [] };
  }
}

/** The sealer looks several times a second. */
const UNSEALED = `
  SELECT e.id AS entry, 'not sealed' AS flaw FROM ledger_entry e
   WHERE e.booked_at < clock_timestamp() - interval '60 seconds'
     AND NOT EXISTS (SELECT 1 FROM ledger_seal s WHERE s.entry_id = e.id) LIMIT 20`;

const READ = `
  SELECT s.position, s.entry_id, s.prev_hash, s.hash, e.kind, e.project_id,
         to_char(e.value_date, 'YYYY-MM-DD') AS value_date,
         to_char(e.booked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS booked_at, e.facts,
         jsonb_build_array(e.purpose_key, e.subject_kind, e.subject_id, e.actor_id, e.actor_role, e.reason, e.reverses) AS hidden,
         (SELECT jsonb_agg(jsonb_build_array(l.line_no, a.code, a.subject_id, l.amount_minor,
                   l.original_minor, l.original_currency) ORDER BY l.line_no)
            FROM ledger_line l JOIN ledger_account a ON a.id = l.account_id WHERE l.entry_id = e.id) AS lines
    FROM ledger_seal s LEFT JOIN ledger_entry e ON e.id = s.entry_id
   WHERE s.position > $1 ORDER BY s.position LIMIT $2`;

function holds(row: SealRow, position: number, before: Buffer): boolean {
  if (Number(row.position) !== position || !row.prev_hash.equals(before)) return false;
  const hidden = sha256(JSON.stringify(row.hidden)).toString('hex');
  const facts = Object.entries(row.facts).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([
    'vatra-ledger-1',
    position,
    row.entry_id,
    row.kind,
    row.project_id,
    row.value_date,
    row.booked_at,
    facts,
    row.lines,
    hidden,
  ]);
  return sha256(before, Buffer.from(text, 'utf8')).equals(row.hash);
}

function sha256(...parts: (Buffer | string)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
