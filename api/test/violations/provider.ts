import { entry, type SeededViolation } from './violation.js';

const event = (state: string, age: string): string => `
  INSERT INTO stripe_inbox (event_id, event_type, object_type, object_id, event_created_at, livemode,
                            source, received_at, state, finished_at)
  VALUES ('evt_planted', 'charge.succeeded', 'charge', 'ch_planted', now(), false, 'webhook',
          clock_timestamp() - interval '${age}', '${state}', CASE WHEN '${state}' <> 'received' THEN now() END)`;

const operation = (age: string): string => `
  INSERT INTO operations (id, kind, subject_id, request, state, created_at, retry_at)
  VALUES (gen_random_uuid(), 'planted.call', gen_random_uuid(), '{}', 'unknown',
          clock_timestamp() - interval '${age}', clock_timestamp() + interval '1 minute')`;

const atProvider = (...amounts: readonly number[]): string =>
  entry(
    amounts.flatMap((amount) => [
      { code: '1010', amount },
      { code: '4000', amount: -amount },
    ]),
    { purpose: 'planted:d4' },
  );

/** What each violation of the provider's mirror looks like: quality list D. */
export const PROVIDER_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'D1',
    plant: event('received', '2 minutes'),
    wall: 'time passes without a statement',
    nearMiss: `${event('received', '20 seconds')};
      INSERT INTO stripe_inbox (event_id, event_type, object_type, object_id, event_created_at, livemode,
                                source, received_at, state, finished_at)
      VALUES ('evt_ignored', 'customer.created', 'customer', 'cus_planted', now(), false, 'webhook',
              clock_timestamp() - interval '1 day', 'ignored', now())`,
  },
  {
    id: 'D3',
    plant: `UPDATE stripe_payouts SET amount_minor = amount_minor + 1`,
    wall: 'the mirror is written again whenever the provider is read',
    nearMiss: `UPDATE stripe_charges SET currency = lower(currency), read_at = clock_timestamp()`,
  },
  {
    id: 'D4',
    plant: atProvider(5),
    wall: 'accounts of the operator are never locked: they are checked afterwards (ruling 9)',
    nearMiss: atProvider(5, -5),
  },
  {
    id: 'D7',
    plant: operation('20 minutes'),
    wall: 'time passes without a statement',
    nearMiss: operation('5 minutes'),
  },
  {
    id: 'D8',
    plant: `UPDATE stripe_charges SET livemode = true WHERE id = (SELECT min(id) FROM stripe_charges)`,
    wall: 'which mode a key belongs to is known to the processes alone',
    nearMiss: `UPDATE stripe_charges SET disputed = true WHERE id = (SELECT min(id) FROM stripe_charges)`,
  },
];
