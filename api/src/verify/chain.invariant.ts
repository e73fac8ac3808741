import type { Invariant } from './invariant.js';
import { sqlInvariant } from './invariant.js';

/** A value as JSON writes it; an id has nothing in it that JSON would write otherwise. */
const json = (column: string): string => `coalesce(to_json(${column})::text, 'null')`;
const jsonId = (column: string): string => `coalesce('"' || ${column} || '"', 'null')`;

/** Lines of an entry as they are sealed, without the brackets around them; few are in another currency. */
const LINES = `
  SELECT l.entry_id, string_agg('[' || l.line_no || a.name || l.amount_minor || CASE
             WHEN l.original_minor IS NULL AND l.original_currency IS NULL THEN ',null,null]'
             ELSE ',' || coalesce(l.original_minor::text, 'null') || ',' || ${json('l.original_currency')} || ']'
           END, ',' ORDER BY l.line_no) AS text
    FROM ledger_line l JOIN account a ON a.id = l.account_id GROUP BY l.entry_id`;

/** What the public does not see of an entry; its hash stands in the text. */
const HIDDEN = `to_json(ARRAY[e.purpose_key, e.subject_kind, e.subject_id::text, e.actor_id::text, e.actor_role,
  e.reason, e.reverses::text])::text`;

/** What many entries say alike is put into order once: each account, and each of the facts as written. */
const ALIKE = `
  account AS MATERIALIZED (SELECT id, ',"' || code || '","' || subject_id || '",' AS name FROM ledger_account),
  said AS MATERIALIZED (
    SELECT written, (
             SELECT coalesce(string_agg('[' || to_json(fact.key) || ',' || fact.value || ']', ',' ORDER BY fact.key COLLATE "C"), '')
               FROM jsonb_each(written::jsonb) fact) AS text
      FROM (SELECT DISTINCT facts::text AS written FROM ledger_entry) facts)`;

/** The text of an entry at its place in the chain. */
const TEXT = `'["vatra-ledger-1",' || s.position || ',' || ${jsonId('e.id')} || ',' || ${json('e.kind')} || ','
  || ${jsonId('e.project_id')} || ',' || ${json('e.value_date')} || ',"'
  || to_char(e.booked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '",[' || said.text || '],['
  || lines.text || '],"' || encode(sha256(convert_to(${HIDDEN}, 'UTF8')), 'hex') || '"]'`;

/** A second reading of the sealed text, in another language than the sealer's on purpose (H1). */
export const CHAIN_INVARIANT: Invariant = sqlInvariant(
  'H1',
  'each seal is the hash of its entry behind the seal before it, and nothing waits for one',
  {
    tail: { tables: ['ledger_entry', 'ledger_line', 'ledger_seal'] },
    examined: 'SELECT position FROM ledger_seal',
    violations: `
      WITH ${ALIKE}
      SELECT s.position::text, s.entry_id AS entry, 'not the hash of its entry' AS flaw
        FROM ledger_seal s LEFT JOIN ledger_entry e ON e.id = s.entry_id
        LEFT JOIN said ON said.written = e.facts::text
        LEFT JOIN (${LINES}) lines ON lines.entry_id = s.entry_id
       WHERE s.hash IS DISTINCT FROM sha256(s.prev_hash || convert_to(${TEXT}, 'UTF8'))
      UNION ALL
      SELECT s.position::text, s.entry_id, 'does not follow the one before'
        FROM ledger_seal s LEFT JOIN public.ledger_seal before ON before.position = s.position - 1
       WHERE s.prev_hash IS DISTINCT FROM
             CASE s.position WHEN 1 THEN decode(repeat('00', 32), 'hex') ELSE before.hash END
      UNION ALL
      -- The sealer looks several times a second.
      SELECT NULL, e.id, 'not sealed' FROM ledger_entry e
       WHERE e.booked_at < clock_timestamp() - interval '60 seconds'
         AND NOT EXISTS (SELECT 1 FROM public.ledger_seal s WHERE s.entry_id = e.id)`,
  },
);
