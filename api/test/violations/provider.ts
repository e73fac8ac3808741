import { DUPLICATE, KEPT, entry, type SeededViolation } from './violation.js';

const event = (about: { state: string; age: string; live?: boolean }): string => `
  INSERT INTO stripe_inbox (event_id, event_type, object_type, object_id, event_created_at, livemode,
                            source, received_at, state, finished_at)
  VALUES ('evt_planted_${about.state}', 'charge.succeeded', 'charge', 'ch_planted', now(), ${String(about.live ?? false)},
          'webhook', clock_timestamp() - interval '${about.age}', '${about.state}',
          CASE WHEN '${about.state}' <> 'received' THEN now() END)`;

const operation = (age: string): string => `
  INSERT INTO operations (id, kind, subject_id, request, state, first_sent_at, created_at, retry_at)
  VALUES (gen_random_uuid(), 'planted.call', gen_random_uuid(), '{}', 'unknown', clock_timestamp(),
          clock_timestamp() - interval '${age}', clock_timestamp() + interval '1 minute')`;

const atProvider = (...amounts: readonly number[]): string =>
  entry(
    amounts.flatMap((amount) => [
      { code: '1010', amount },
      { code: '4000', amount: -amount },
    ]),
    { purpose: 'planted:d4' },
  );

const A_SWEEP = `(SELECT id FROM payout_sweeps WHERE state = 'sent' ORDER BY id LIMIT 1)`;
const A_REFUND = `(SELECT id FROM refunds WHERE state = 'succeeded' ORDER BY id LIMIT 1)`;
const ITS_CALL = `kind = 'contributions.create-refund' AND subject_id = ${A_REFUND}`;

/** The call of a refund as it stands, and another under a key of its own behind it. */
const calledAgain = (first: string): string => `
  UPDATE operations SET ${first} WHERE ${ITS_CALL};
  INSERT INTO operations (id, kind, subject_id, version, request)
  VALUES (gen_random_uuid(), 'contributions.create-refund', ${A_REFUND}, 2, '{}')`;

const booked = (kind: string): string =>
  entry(
    [
      { code: '5000', amount: 5 },
      { code: '4000', amount: -5 },
    ],
    {
      kind,
      purpose: 'planted:d2',
      subjectKind: 'contribution',
      subject: 'SELECT min(id::text)::uuid FROM contributions',
    },
  );

/** What each violation of the provider's mirror looks like: quality list D. */
export const PROVIDER_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'D1',
    plant: event({ state: 'received', age: '2 minutes' }),
    wall: {
      attempt: `INSERT INTO stripe_inbox SELECT * FROM stripe_inbox LIMIT 1`,
      refusedWith: DUPLICATE,
    },
    nearMiss: `${event({ state: 'received', age: '20 seconds' })}; ${event({ state: 'ignored', age: '1 day' })}`,
  },
  {
    id: 'D1',
    what: 'given up',
    plant: event({ state: 'dead', age: '1 second' }),
    wall: 'giving up is what a worker may do',
    nearMiss: event({ state: 'done', age: '1 day' }),
  },
  {
    id: 'D2',
    plant: `UPDATE refunds SET paid_entry_id = reserve_entry_id WHERE id = ${A_REFUND}`,
    wall: 'one entry an effect is kept by the purpose key, which the posting code chooses',
    nearMiss: booked('L28'),
  },
  {
    id: 'D2',
    what: 'a gift booked twice',
    plant: booked('L1'),
    alsoFires: ['B7'],
    wall: 'one entry an effect is kept by the purpose key, which the posting code chooses',
    nearMiss: booked('L28'),
  },
  {
    id: 'D3',
    plant: `UPDATE stripe_payouts SET amount_minor = amount_minor + 1`,
    wall: 'the mirror is written again whenever the provider is read',
    nearMiss: `UPDATE stripe_charges SET currency = lower(currency), read_at = clock_timestamp()`,
  },
  {
    id: 'D3',
    what: 'another fee',
    plant: `UPDATE stripe_refunds SET fee_minor = 1`,
    wall: 'the mirror is written again whenever the provider is read',
    nearMiss: `UPDATE stripe_charges SET failure_code = 'none'`,
  },
  {
    id: 'D4',
    plant: atProvider(5),
    wall: 'accounts of the operator are never locked: they are checked afterwards (ruling 9)',
    nearMiss: atProvider(5, -5),
  },
  {
    id: 'D5',
    plant: `UPDATE refunds SET stripe_refund_id = 're_of_somebody_else' WHERE id = ${A_REFUND}`,
    wall: 'what the provider made is only known when it has answered',
    nearMiss: `UPDATE operations SET state = 'unknown', result = NULL, finished_at = NULL WHERE ${ITS_CALL}`,
  },
  {
    id: 'D6',
    plant: calledAgain(`state = 'unknown', result = NULL, finished_at = NULL`),
    wall: { attempt: `UPDATE operations SET request = '{"amountMinor": 1}'`, refusedWith: KEPT },
    nearMiss: calledAgain(`state = 'refused', result = NULL, problem = 'stored-failure'`),
  },
  {
    id: 'D6',
    what: 'the wall is down',
    plant: `ALTER TABLE operations DISABLE TRIGGER operations_keep_request`,
    wall: {
      attempt: `INSERT INTO operations (id, kind, subject_id, version, request)
                SELECT gen_random_uuid(), kind, subject_id, version, '{}' FROM operations LIMIT 1`,
      refusedWith: DUPLICATE,
    },
    nearMiss: `UPDATE operations SET retry_at = clock_timestamp()`,
  },
  {
    id: 'D7',
    plant: operation('20 minutes'),
    wall: 'time passes without a statement',
    nearMiss: operation('5 minutes'),
  },
  {
    id: 'D7',
    what: 'an outcome nobody has read',
    plant: `UPDATE operations SET result = NULL WHERE ${ITS_CALL}`,
    wall: {
      attempt: `UPDATE operations SET result = NULL WHERE state = 'done'`,
      refusedWith: KEPT,
    },
    nearMiss: `UPDATE operations SET attempts = attempts + 1 WHERE ${ITS_CALL}`,
    isOfOldRows: true,
  },
  {
    id: 'D8',
    plant: `UPDATE stripe_charges SET livemode = true`,
    wall: 'which mode a key belongs to is known to the processes alone',
    nearMiss: event({ state: 'ignored', age: '1 minute', live: true }),
  },
  {
    id: 'D8',
    what: 'one event',
    plant: event({ state: 'done', age: '1 minute', live: true }),
    wall: 'which mode a key belongs to is known to the processes alone',
    nearMiss: event({ state: 'done', age: '1 minute', live: false }),
    isOfOldRows: true,
  },
  {
    id: 'D9',
    plant: `
      UPDATE operations SET subject_id = '00000000-0000-7000-8000-000000000005' FROM payout_sweeps s
       WHERE operations.subject_id = s.id AND s.id = ${A_SWEEP};
      UPDATE payout_sweeps SET id = '00000000-0000-7000-8000-000000000005' WHERE id = ${A_SWEEP}`,
    wall: 'what stands over there is not in this database',
    nearMiss: `
      INSERT INTO payout_sweeps (id, week, state, due_at)
      VALUES ('00000000-0000-7000-8000-000000000005', '2029-W01', 'planned', now());
      INSERT INTO outbox (id, kind, handler, subject_key, due_at)
      VALUES (gen_random_uuid(), 'job', 'payments.sweep-balance', '00000000-0000-7000-8000-000000000005', vatra_now() + interval '1 year')`,
  },
];
