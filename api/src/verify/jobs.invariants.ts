import type { Invariant } from './invariant.js';
import { sqlInvariant } from './invariant.js';

const LEASED = `
  SELECT 'outbox' AS kind, id::text, lease_until FROM outbox WHERE lease_token IS NOT NULL AND dead_at IS NULL
  UNION ALL SELECT 'operation', id::text, lease_until FROM operations WHERE lease_token IS NOT NULL
  UNION ALL SELECT 'event', event_id, lease_until FROM stripe_inbox WHERE state = 'received' AND lease_token IS NOT NULL`;

/** Everything PostgreSQL knows to be waiting, by the subject it is about (law 1). */
const WAITING = `
  SELECT subject_key AS subject FROM outbox WHERE dead_at IS NULL AND kind = 'job'
  UNION SELECT told.value FROM outbox o CROSS JOIN LATERAL jsonb_each_text(o.payload) told
         WHERE o.dead_at IS NULL AND o.kind = 'event'
  UNION SELECT subject_id::text FROM operations WHERE state IN ('pending', 'unknown')
  UNION SELECT object_id FROM stripe_inbox WHERE state = 'received'
  UNION SELECT campaign_id::text FROM campaign_credit_queue`;

/** A person has a date to look at the whole campaign (R37 to R39). */
const heldBack = (campaignId: string) => `EXISTS (SELECT 1 FROM campaigns AS held
           WHERE held.id = ${campaignId} AND held.state = 'review_hold' AND held.hold_due_at IS NOT NULL)`;

/**
 * Rows with money that have not come to their end, and where their next step may be found: at the row
 * itself, at its campaign, at the provider who lists it, with the bank (its claim, asked about on its own),
 * or with a person who has a date.
 */
const UNFINISHED = `
  SELECT 'contribution' AS kind, c.id, c.state, ARRAY[c.id::text, c.charge_id, c.session_id, c.open_refund_id::text] AS found_at,
         c.open_refund_id IS NOT NULL OR c.open_dispute_id IS NOT NULL
           -- One campaign waits for many gifts: its step is looked up once.
           OR (c.state IN ('succeeded', 'choice_pending')
               AND (c.campaign_id::text IN (SELECT subject FROM (${WAITING}) waiting) OR ${heldBack('c.campaign_id')})) AS has_other
    FROM contributions c WHERE c.state IN ('created', 'processing', 'succeeded', 'late', 'choice_pending')
  UNION ALL
  SELECT 'pledge', p.id, p.state, ARRAY[p.id::text,
           (SELECT c.charge_id FROM contributions c WHERE c.id = p.id),
           CASE WHEN p.state = 'pledged' THEN p.campaign_id::text END],
         p.state = 'pledged' AND ${heldBack('p.campaign_id')}
    FROM pledges p WHERE p.state IN ('created', 'pledged', 'charge_due', 'charge_failed')
  UNION ALL
  SELECT 'refund', r.id, r.state, ARRAY[r.id::text], r.stripe_refund_id IS NOT NULL
           OR (r.held_at IS NOT NULL AND EXISTS (
                 SELECT 1 FROM disputes d JOIN contributions p ON p.id = d.contribution_id
                  WHERE p.charge_id = r.charge_id AND d.state = 'open'))
           OR EXISTS (SELECT 1 FROM refund_claims k
                       WHERE k.id = r.id AND k.state IN ('asked', 'given', 'approved', 'sent'))
    FROM refunds r WHERE r.state = 'pending'
  UNION ALL
  SELECT 'claim', k.id, k.state, ARRAY[k.id::text], k.state IN ('given', 'sent')
    FROM refund_claims k WHERE k.state IN ('asked', 'given', 'approved', 'sent', 'unclaimed')
  UNION ALL
  SELECT 'tranche', t.id, t.state, ARRAY[t.id::text], t.state <> 'approved' AND t.due_at IS NOT NULL
    FROM tranches t WHERE t.state IN ('conditions_met', 'prepared', 'approved', 'failed')
  UNION ALL
  SELECT 'campaign', k.id, k.state, ARRAY[k.id::text], k.state = 'review_hold' AND k.hold_due_at IS NOT NULL
    FROM campaigns k WHERE k.state IN ('scheduled', 'live', 'paused', 'closing', 'review_hold', 'succeeded', 'failed')
  UNION ALL
  SELECT 'sweep', s.id, s.state, ARRAY[s.id::text], false FROM payout_sweeps s WHERE s.state IN ('planned', 'asked')`;

/** Work that waits: quality list G. */
export const JOB_INVARIANTS: readonly Invariant[] = [
  sqlInvariant('G1', 'no fact waits for its listener for half a minute', {
    mayBeEmpty: true,
    examined: 'SELECT id FROM outbox WHERE dead_at IS NULL',
    violations: `
      SELECT id, handler, attempts FROM outbox
       WHERE dead_at IS NULL AND due_at < vatra_now() - interval '30 seconds'
         AND coalesce(retry_at, created_at) < clock_timestamp() - interval '30 seconds'
         AND created_at < clock_timestamp() - interval '30 seconds'`,
  }),
  sqlInvariant('G2', 'no lease outlives its time unnoticed', {
    mayBeEmpty: true,
    tail: { tables: ['stripe_inbox', 'operations'] },
    examined: LEASED,
    violations: `
      SELECT * FROM (${LEASED}) leased
       WHERE lease_until IS NULL OR lease_until < clock_timestamp() - interval '10 seconds'
      UNION ALL
      SELECT 'operation', id::text, lease_until FROM operations
       WHERE state IN ('done', 'refused') AND (lease_token IS NOT NULL OR lease_until IS NOT NULL)`,
  }),
  sqlInvariant('G3', 'money that has not come to its end has a next step', {
    tail: { tables: ['stripe_inbox', 'operations'] },
    examined: `SELECT id FROM (${UNFINISHED}) unfinished`,
    violations: `
      WITH unfinished AS (SELECT * FROM (${UNFINISHED}) rows_with_money WHERE NOT has_other),
      led AS (
        SELECT unfinished.id FROM unfinished CROSS JOIN LATERAL unnest(found_at) AS place
          JOIN (${WAITING}) waiting ON waiting.subject = place)
      SELECT kind, id, state FROM unfinished
       WHERE NOT EXISTS (SELECT 1 FROM led WHERE led.id = unfinished.id)`,
  }),
  sqlInvariant('G6', 'nothing was given up', {
    mayBeEmpty: true,
    examined: 'SELECT id FROM outbox',
    violations: `SELECT id, handler, last_error FROM outbox WHERE dead_at IS NOT NULL`,
  }),
  sqlInvariant('G7', 'nobody gets one mail of one event twice', {
    tail: 'never',
    examined: 'SELECT id FROM mails',
    violations: `
      SELECT event_key, recipient, template, count(*)::text AS times FROM mails
       GROUP BY event_key, recipient, template HAVING count(*) > 1`,
  }),
];
