import type { Invariant } from './invariant.js';
import { sqlInvariant } from './invariant.js';

const LEASED = `
  SELECT 'outbox' AS kind, id::text, lease_until FROM outbox WHERE lease_token IS NOT NULL AND dead_at IS NULL
  UNION ALL SELECT 'operation', id::text, lease_until FROM operations
             WHERE lease_token IS NOT NULL AND state IN ('pending', 'unknown')
  UNION ALL SELECT 'event', event_id, lease_until FROM stripe_inbox WHERE state = 'received' AND lease_token IS NOT NULL`;

/** Everything PostgreSQL knows to be waiting, by the subject it is about (law 1). */
const WAITING = `
  SELECT subject_key AS subject FROM outbox WHERE dead_at IS NULL AND kind = 'job'
  UNION SELECT told.value FROM outbox o CROSS JOIN LATERAL jsonb_each_text(o.payload) told
         WHERE o.dead_at IS NULL AND o.kind = 'event'
  UNION SELECT subject_id::text FROM operations WHERE state IN ('pending', 'unknown')
  UNION SELECT object_id FROM stripe_inbox WHERE state = 'received'
  UNION SELECT campaign_id::text FROM campaign_credit_queue`;

/**
 * Campaigns with a step of their own: work that waits, or the date a person has to look at them (R37 to
 * R39). What only waits for its campaign is then led as well, and no gift of it has to be read.
 */
const LED_CAMPAIGNS = `
  SELECT subject FROM (${WAITING}) waiting
  UNION ALL SELECT id::text FROM campaigns WHERE state = 'review_hold' AND hold_due_at IS NOT NULL`;

/** Rows that wait for campaigns without one. OFFSET: for a campaign that has a step none is read. */
const unledOf = (table: string, states: string): string => `
  (SELECT k.id FROM campaign_keys k
    WHERE NOT EXISTS (SELECT 1 FROM (${LED_CAMPAIGNS}) led WHERE led.subject = k.id::text)) unled
  CROSS JOIN LATERAL (
    SELECT * FROM ${table} one WHERE one.campaign_id = unled.id AND one.state IN (${states}) OFFSET 0)`;

const GIFT_LEADS_ITSELF = `'created', 'processing', 'late'`;
const GIFT_IS_LED = `'succeeded', 'choice_pending'`;
const PLEDGE_LEADS_ITSELF = `'created', 'charge_due', 'charge_failed'`;
const OPEN_CLAIM = `'asked', 'given', 'approved', 'sent', 'unclaimed'`;
const OPEN_TRANCHE = `'conditions_met', 'prepared', 'approved', 'failed'`;
const OPEN_CAMPAIGN = `'scheduled', 'live', 'paused', 'closing', 'review_hold', 'succeeded', 'failed'`;
const OPEN_SWEEP = `'planned', 'asked'`;

/** Rows with money that have not come to their end. */
const UNFINISHED = `
  SELECT id FROM contributions WHERE state IN (${GIFT_LEADS_ITSELF}, ${GIFT_IS_LED})
  UNION ALL SELECT id FROM pledges WHERE state IN (${PLEDGE_LEADS_ITSELF}, 'pledged')
  UNION ALL SELECT id FROM refunds WHERE state = 'pending'
  UNION ALL SELECT id FROM refund_claims WHERE state IN (${OPEN_CLAIM})
  UNION ALL SELECT id FROM tranches WHERE state IN (${OPEN_TRANCHE})
  UNION ALL SELECT id FROM campaigns WHERE state IN (${OPEN_CAMPAIGN})
  UNION ALL SELECT id FROM payout_sweeps WHERE state IN (${OPEN_SWEEP})`;

const GIFT = `'contribution' AS kind, c.id, c.state, ARRAY[c.id::text, c.charge_id, c.session_id] AS found_at`;
const GIFT_RESTS = `c.open_refund_id IS NULL AND c.open_dispute_id IS NULL`;
const PLEDGE = `'pledge', p.id, p.state,
         ARRAY[p.id::text, (SELECT c.charge_id FROM contributions c WHERE c.id = p.id)]`;

/**
 * Those of them whose next step has to be searched, and where it may be: at the row itself or at the
 * provider who lists it. Not searched is what waits for its campaign, with the bank (its claim, asked
 * about on its own), or for a person who has a date.
 */
const SEARCHED = `
  SELECT ${GIFT} FROM contributions c WHERE c.state IN (${GIFT_LEADS_ITSELF}) AND ${GIFT_RESTS}
  UNION ALL
  SELECT ${GIFT} FROM ${unledOf('contributions', GIFT_IS_LED)} c WHERE ${GIFT_RESTS}
  UNION ALL
  SELECT ${PLEDGE} FROM pledges p WHERE p.state IN (${PLEDGE_LEADS_ITSELF})
  UNION ALL
  SELECT ${PLEDGE} FROM ${unledOf('pledges', `'pledged'`)} p
  UNION ALL
  SELECT 'refund', r.id, r.state, ARRAY[r.id::text]
    FROM refunds r WHERE r.state = 'pending' AND r.stripe_refund_id IS NULL
     AND NOT (r.held_at IS NOT NULL AND EXISTS (
           SELECT 1 FROM disputes d JOIN contributions p ON p.id = d.contribution_id
            WHERE p.charge_id = r.charge_id AND d.state = 'open'))
     AND NOT EXISTS (SELECT 1 FROM refund_claims k
                      WHERE k.id = r.id AND k.state IN ('asked', 'given', 'approved', 'sent'))
  UNION ALL
  SELECT 'claim', k.id, k.state, ARRAY[k.id::text]
    FROM refund_claims k WHERE k.state IN (${OPEN_CLAIM}) AND k.state NOT IN ('given', 'sent')
  UNION ALL
  SELECT 'tranche', t.id, t.state, ARRAY[t.id::text,
           (SELECT x.id::text FROM tranche_transfers x WHERE x.tranche_id = t.id AND x.attempt = t.attempt)]
    FROM tranches t WHERE t.state IN (${OPEN_TRANCHE}) AND (t.state = 'approved' OR t.due_at IS NULL)
  UNION ALL
  SELECT 'campaign', k.id, k.state, ARRAY[k.id::text]
    FROM campaigns k WHERE k.state IN (${OPEN_CAMPAIGN}) AND (k.state <> 'review_hold' OR k.hold_due_at IS NULL)
  UNION ALL
  SELECT 'sweep', s.id, s.state, ARRAY[s.id::text] FROM payout_sweeps s WHERE s.state IN (${OPEN_SWEEP})`;

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
    tail: {
      tables: ['stripe_inbox', 'operations'],
      examined: `SELECT id FROM (${SEARCHED}) searched`,
    },
    examined: UNFINISHED,
    violations: `
      WITH searched AS (${SEARCHED}),
      led AS (
        SELECT searched.id FROM searched CROSS JOIN LATERAL unnest(found_at) AS place
          JOIN (${WAITING}) waiting ON waiting.subject = place)
      SELECT kind, id, state FROM searched
       WHERE NOT EXISTS (SELECT 1 FROM led WHERE led.id = searched.id)`,
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
