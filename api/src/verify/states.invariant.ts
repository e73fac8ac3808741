import { MACHINES } from '../platform/database/state-machines.js';
import { sqlInvariant } from './invariant.js';

const CURRENT = Object.entries(MACHINES)
  .map(([machine, { table }]) => `SELECT '${machine}' AS machine, id, state FROM ${table}`)
  .join(' UNION ALL ');

/** Every history is a path: from a birth along permitted moves to the state the row is in (C3). */
export const STATES_INVARIANT = sqlInvariant(
  'C3',
  'every state was reached by permitted moves without a gap, and is the last of its history',
  {
    tail: 'never',
    examined: 'SELECT id FROM state_change',
    violations: `
      WITH history AS (
        SELECT machine, subject_id, from_state, to_state,
               lag(to_state) OVER history AS came_from,
               lead(true) OVER history IS NULL AS is_last
          FROM state_change
        WINDOW history AS (PARTITION BY subject_id, machine ORDER BY recorded_at, id)),
      -- Only what can still be asked about is kept: the ends, and whatever does not follow.
      steps AS MATERIALIZED (
        SELECT * FROM history WHERE is_last OR from_state IS DISTINCT FROM came_from)
      SELECT s.machine, s.subject_id::text, s.from_state, s.to_state, 'no such move' AS flaw
        FROM state_change s LEFT JOIN state_edge e USING (machine, from_state, to_state)
       WHERE s.from_state IS NOT NULL AND e.machine IS NULL
      UNION ALL
      SELECT machine, subject_id::text, from_state, to_state, 'does not follow ' || coalesce(came_from, 'a birth')
        FROM steps WHERE from_state IS DISTINCT FROM came_from
      UNION ALL
      SELECT c.machine, c.id::text, last.to_state, c.state, 'is not where its history ends'
        FROM (${CURRENT}) c
        LEFT JOIN steps last ON last.machine = c.machine AND last.subject_id = c.id AND last.is_last
       WHERE last.to_state IS DISTINCT FROM c.state`,
  },
);
