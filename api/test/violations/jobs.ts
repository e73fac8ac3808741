import { DENIED, DUPLICATE, type SeededViolation } from './violation.js';

interface Waiting {
  readonly due: string;
  readonly age: string;
  readonly attempts?: number;
  readonly dead?: boolean;
  readonly lease?: string;
}

const waiting = ({ due, age, attempts = 0, dead = false, lease }: Waiting): string => `
  INSERT INTO outbox (id, kind, handler, payload, due_at, created_at, attempts, retry_at, dead_at, lease_token, lease_until)
  VALUES (gen_random_uuid(), 'event', 'planted.listen', '{}', vatra_now() + interval '${due}',
          clock_timestamp() - interval '${age}', ${String(attempts)},
          ${attempts > 0 ? `clock_timestamp() + interval '5 seconds'` : 'NULL'},
          ${dead ? 'clock_timestamp()' : 'NULL'},
          ${lease === undefined ? 'NULL, NULL' : `gen_random_uuid(), clock_timestamp() - interval '${lease}'`})`;

const called = (state: 'pending' | 'done', lease?: string): string => `
  INSERT INTO operations (id, kind, subject_id, request, state, result, first_sent_at, finished_at, lease_token, lease_until)
  VALUES (gen_random_uuid(), 'planted.call', gen_random_uuid(), '{}', '${state}',
          ${state === 'done' ? `'{}', clock_timestamp(), clock_timestamp()` : 'NULL, NULL, NULL'},
          ${lease === undefined ? 'NULL, NULL' : `gen_random_uuid(), clock_timestamp() + interval '${lease}'`})`;

const mailAgain = (eventKey: string): string => `
  INSERT INTO mails (id, event_key, recipient, template, locale, subject, text, html, written_at)
  SELECT gen_random_uuid(), ${eventKey}, recipient, template, locale, subject, text, html, written_at FROM mails LIMIT 1`;

/** Of a campaign that has ended, where nothing waits. */
const A_FINISHED_GIFT = `(SELECT c.id FROM contributions c JOIN campaigns k ON k.id = c.campaign_id
  WHERE c.state = 'committed' AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.subject_key = k.id::text)
  ORDER BY c.id LIMIT 1)`;
const A_PROMISE = `(SELECT id FROM pledges WHERE state = 'pledged' ORDER BY id LIMIT 1)`;
const AN_OPEN_PAGE = `(SELECT id::text FROM contributions WHERE state = 'created' LIMIT 1)`;

/** What each violation of work that waits looks like: quality list G. */
export const JOB_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'G1',
    plant: waiting({ due: '-1 minute', age: '1 minute' }),
    wall: 'time passes without a statement',
    nearMiss: `${waiting({ due: '1 day', age: '1 minute' })}; ${waiting({ due: '0 seconds', age: '5 seconds' })}`,
  },
  {
    id: 'G2',
    plant: waiting({ due: '0 seconds', age: '20 seconds', lease: '15 seconds' }),
    wall: 'time passes without a statement',
    nearMiss: waiting({ due: '0 seconds', age: '20 seconds', lease: '5 seconds' }),
  },
  {
    id: 'G2',
    what: 'of a call',
    plant: called('pending', '-15 seconds'),
    wall: 'time passes without a statement',
    nearMiss: called('pending', '-5 seconds'),
  },
  {
    id: 'G2',
    what: 'of a call that has ended',
    plant: called('done', '1 hour'),
    wall: 'who works on a call is what the worker writes',
    nearMiss: called('done'),
    isOfOldRows: true,
  },
  {
    id: 'G3',
    plant: `DELETE FROM outbox WHERE subject_key = ${AN_OPEN_PAGE}`,
    wall: 'jobs are taken away when they are done',
    nearMiss: `UPDATE outbox SET due_at = due_at + interval '1 day' WHERE subject_key = ${AN_OPEN_PAGE}`,
  },
  {
    id: 'G3',
    what: 'a campaign nobody will close',
    plant: `DELETE FROM outbox WHERE subject_key = (SELECT id::text FROM campaigns WHERE state = 'live' LIMIT 1)`,
    wall: 'jobs are taken away when they are done',
    nearMiss: `DELETE FROM outbox WHERE handler LIKE 'organisations.%'`,
  },
  {
    id: 'G3',
    what: 'a gift that its campaign has left behind',
    plant: `UPDATE contributions SET state = 'succeeded' WHERE id = ${A_FINISHED_GIFT}`,
    alsoFires: ['C3'],
    wall: 'which campaigns still have work is known to the queue',
    nearMiss: `DELETE FROM outbox WHERE subject_key IN (SELECT id::text FROM contributions WHERE state = 'succeeded')`,
  },
  {
    id: 'G3',
    what: 'a promise that its campaign has left behind',
    plant: `UPDATE pledges SET campaign_id = (SELECT id FROM campaigns WHERE state = 'wound_up' LIMIT 1)
             WHERE id = ${A_PROMISE}`,
    wall: { attempt: `UPDATE pledges SET campaign_id = gen_random_uuid()`, refusedWith: DENIED },
    nearMiss: `DELETE FROM outbox WHERE subject_key = ${A_PROMISE}::text`,
  },
  {
    id: 'G3',
    what: 'a promise nobody will decide about',
    plant: `DELETE FROM outbox WHERE subject_key = (SELECT campaign_id::text FROM pledges WHERE state = 'pledged' LIMIT 1)`,
    wall: 'jobs are taken away when they are done',
    nearMiss: `UPDATE outbox SET due_at = due_at + interval '1 day'
                WHERE subject_key = (SELECT campaign_id::text FROM pledges WHERE state = 'pledged' LIMIT 1)`,
  },
  {
    id: 'G3',
    what: 'a refund that nobody pays by the bank',
    plant: `DELETE FROM refund_claims WHERE owed_in = '2130'`,
    wall: { attempt: `DELETE FROM refund_claims WHERE owed_in = '2130'`, refusedWith: DENIED },
    nearMiss: `UPDATE refund_claims SET given_at = given_at - interval '1 day' WHERE owed_in = '2130'`,
  },
  {
    id: 'G6',
    plant: waiting({ due: '-1 minute', age: '1 minute', attempts: 8, dead: true }),
    wall: 'giving up is what a worker may do',
    nearMiss: waiting({ due: '0 seconds', age: '1 minute', attempts: 7 }),
  },
  {
    id: 'G7',
    plant: `ALTER TABLE mails DROP CONSTRAINT mails_event_key_recipient_template_key; ${mailAgain('event_key')}`,
    wall: { attempt: mailAgain('event_key'), refusedWith: DUPLICATE },
    nearMiss: mailAgain(`event_key || ':again'`),
  },
];
