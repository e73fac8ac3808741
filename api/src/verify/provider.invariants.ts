import type { Invariant } from './invariant.js';
import { sqlInvariant } from './invariant.js';

/** Rows that came of a call to the outside, with the operation that must have been there before. */
const MADE_OUTSIDE = `
  SELECT 'contributions.create-checkout-session' AS kind, id AS subject_id, session_id AS object_id
    FROM contributions WHERE session_id IS NOT NULL
  UNION ALL SELECT 'contributions.create-refund', id, stripe_refund_id FROM refunds
    WHERE stripe_refund_id IS NOT NULL AND reason <> 'provider'
  UNION ALL SELECT 'payments.create-payout', id, payout_id FROM payout_sweeps WHERE payout_id IS NOT NULL`;

/** Of these without the operation that must have been there before. */
const unintended = (operations: string): string => `
  SELECT made.* FROM (${MADE_OUTSIDE}) made
   WHERE NOT EXISTS (
     SELECT 1 FROM (${operations}) o
      WHERE o.kind = made.kind AND o.subject_id = made.subject_id
        AND coalesce(o.object_id, made.object_id) = made.object_id)`;

const INTENDED = `
  SELECT kind, subject_id, result ->> 'id' AS object_id FROM operations WHERE created_at <= first_sent_at`;

/** The mirror of the provider and the calls to the outside, without asking anybody: quality list D. */
export const PROVIDER_INVARIANTS: readonly Invariant[] = [
  sqlInvariant('D1', 'every event of the provider is kept once and none waits for a minute', {
    tail: { tables: ['stripe_inbox'] },
    examined: 'SELECT event_id FROM stripe_inbox',
    violations: `
      SELECT event_id, event_type, state, note FROM stripe_inbox
       WHERE state = 'dead'
      UNION ALL
      SELECT event_id, event_type, state, note FROM stripe_inbox
       WHERE state = 'received' AND received_at < clock_timestamp() - interval '60 seconds'`,
  }),
  sqlInvariant('D2', 'what the provider did has one effect, however often it told', {
    tail: 'never',
    examined: `SELECT id FROM contributions WHERE charge_id IS NOT NULL
                UNION ALL SELECT id FROM refunds UNION ALL SELECT book_id FROM stripe_payouts`,
    violations: `
      SELECT 'gift' AS what, c.id::text, count(e.id)::text AS effects FROM contributions c
        LEFT JOIN ledger_entry e ON e.subject_id = c.id AND e.kind IN ('L1', 'L23')
       WHERE c.paid_at IS NOT NULL AND c.charge_id IS NOT NULL GROUP BY c.id HAVING count(e.id) <> 1
      UNION ALL
      SELECT 'payout', p.id, count(e.id)::text FROM stripe_payouts p
        LEFT JOIN ledger_entry e ON e.purpose_key = 'L5:sent:' || p.id GROUP BY p.id HAVING count(e.id) <> 1
      UNION ALL
      SELECT 'refund', r.id::text, s.id FROM stripe_refunds s JOIN refunds r ON r.stripe_refund_id = s.id
       WHERE s.balance_transaction_id IS NOT NULL AND r.paid_entry_id IS NULL
      UNION ALL
      SELECT 'entry', entry_id::text, count(*)::text FROM (
        SELECT entry_id FROM contributions WHERE charge_id IS NOT NULL AND entry_id IS NOT NULL
        UNION ALL SELECT reserve_entry_id FROM refunds
        UNION ALL SELECT paid_entry_id FROM refunds WHERE paid_entry_id IS NOT NULL
        UNION ALL SELECT exchange_entry_id FROM refunds WHERE exchange_entry_id IS NOT NULL
        UNION ALL SELECT bounced_entry_id FROM refunds WHERE bounced_entry_id IS NOT NULL
        UNION ALL SELECT open_entry_id FROM disputes WHERE open_entry_id IS NOT NULL
        UNION ALL SELECT end_entry_id FROM disputes WHERE end_entry_id IS NOT NULL) claims
       GROUP BY entry_id HAVING count(*) > 1`,
  }),
  sqlInvariant('D5', 'whatever was made outside had its intent written down before', {
    tail: { tables: ['contributions', 'refunds'], violations: unintended(INTENDED) },
    examined: MADE_OUTSIDE,
    // OFFSET: of each answer only its id is carried along, not the whole of what the provider said.
    violations: unintended(`${INTENDED} OFFSET 0`),
  }),
  sqlInvariant(
    'D6',
    'a key stands for one request, and a second key waits until the first has ended',
    {
      tail: 'never',
      examined: 'SELECT id FROM operations',
      violations: `
      SELECT later.kind, later.subject_id, later.version, earlier.state FROM operations later
        JOIN operations earlier ON earlier.kind = later.kind AND earlier.subject_id = later.subject_id
         AND earlier.version < later.version
       WHERE earlier.state IN ('pending', 'unknown')
      UNION ALL
      SELECT kind, subject_id, version, count(*)::text FROM operations
       GROUP BY kind, subject_id, version HAVING count(*) > 1
      UNION ALL
      SELECT 'wall', NULL, NULL, 'operations_keep_request' WHERE NOT EXISTS (
        SELECT 1 FROM pg_trigger WHERE tgrelid = 'operations'::regclass
           AND tgname = 'operations_keep_request' AND tgenabled = 'O')`,
    },
  ),
  sqlInvariant(
    'D7',
    'no outcome outside has been unknown for a quarter of an hour, none is guessed',
    {
      tail: { tables: ['operations'] },
      examined: 'SELECT id FROM operations',
      violations: `
      SELECT id, kind, state, problem FROM operations
       WHERE (state IN ('pending', 'unknown') AND created_at < clock_timestamp() - interval '15 minutes')
          OR (state = 'done' AND (result IS NULL OR first_sent_at IS NULL))
          OR (state = 'refused' AND problem IS NULL)`,
    },
  ),
  sqlInvariant('D8', 'nothing of the other mode was applied', {
    tail: { tables: ['stripe_charges', 'stripe_inbox'] },
    examined: `SELECT id FROM stripe_charges UNION ALL SELECT event_id FROM stripe_inbox WHERE state = 'done'`,
    violations: `
      SELECT id, livemode FROM stripe_charges WHERE livemode <> $1::boolean
      UNION ALL
      SELECT event_id, livemode FROM stripe_inbox WHERE state = 'done' AND livemode <> $1::boolean`,
  }),
];
