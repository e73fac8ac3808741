import type { SeededViolation } from './violation.js';

const waiting = (about: {
  due: string;
  age: string;
  attempts?: number;
  dead?: boolean;
}): string => `
  INSERT INTO outbox (id, kind, handler, payload, due_at, created_at, attempts, retry_at, dead_at)
  VALUES (gen_random_uuid(), 'event', 'planted.listen', '{}', vatra_now() + interval '${about.due}',
          clock_timestamp() - interval '${about.age}', ${String(about.attempts ?? 0)},
          ${(about.attempts ?? 0) > 0 ? `clock_timestamp() + interval '5 seconds'` : 'NULL'},
          ${about.dead === true ? 'clock_timestamp()' : 'NULL'})`;

/** What each violation of work that waits looks like: quality list G. */
export const JOB_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'G1',
    plant: waiting({ due: '-1 minute', age: '1 minute' }),
    wall: 'time passes without a statement',
    nearMiss: `${waiting({ due: '1 day', age: '1 minute' })}; ${waiting({ due: '0 seconds', age: '5 seconds' })}`,
  },
  {
    id: 'G6',
    plant: waiting({ due: '-1 minute', age: '1 minute', attempts: 8, dead: true }),
    wall: 'giving up is what a worker may do',
    nearMiss: waiting({ due: '0 seconds', age: '1 minute', attempts: 7 }),
  },
];
