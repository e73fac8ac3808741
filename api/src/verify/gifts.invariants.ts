import type { Invariant } from './invariant.js';
import { sqlInvariant } from './invariant.js';

/** Contributions, refunds, counting and Stripe's mirror: quality list C and D. */
export const GIFT_INVARIANTS: readonly Invariant[] = [
  sqlInvariant('C1', 'refunds of a gift never exceed what was paid', {
    examined: 'SELECT id FROM refunds',
    violations: `SELECT c.id, sum(r.amount_minor)::text AS refunded, c.gross_minor::text
                   FROM refunds r JOIN contributions c ON c.id = r.contribution_id
                  WHERE r.state <> 'failed' GROUP BY c.id, c.gross_minor
                 HAVING sum(r.amount_minor) > c.gross_minor`,
  }),
  sqlInvariant('C3', 'every state was reached by a permitted move and is the last of its history', {
    examined: 'SELECT id FROM state_change',
    violations: `
      SELECT h.machine, h.subject_id, h.from_state, h.to_state FROM state_change h
        LEFT JOIN state_edge e USING (machine, from_state, to_state)
       WHERE h.from_state IS NOT NULL AND e.machine IS NULL
      UNION ALL
      SELECT 'contribution', c.id, last.to_state, c.state FROM contributions c
        JOIN LATERAL (SELECT to_state FROM state_change
                       WHERE machine = 'contribution' AND subject_id = c.id
                       ORDER BY id DESC LIMIT 1) last ON true
       WHERE last.to_state <> c.state
      UNION ALL
      SELECT 'tranche', t.id, last.to_state, t.state FROM tranches t
        JOIN LATERAL (SELECT to_state FROM state_change
                       WHERE machine = 'tranche' AND subject_id = t.id
                       ORDER BY id DESC LIMIT 1) last ON true
       WHERE last.to_state <> t.state`,
  }),
  sqlInvariant('C4', 'a paid gift has exactly one successful charge of its amount', {
    examined: 'SELECT id FROM contributions WHERE paid_at IS NOT NULL',
    violations: `
      SELECT c.id, count(s.id)::text AS charges FROM contributions c
        LEFT JOIN stripe_charges s ON s.contribution_id = c.id AND s.status = 'succeeded'
       WHERE c.paid_at IS NOT NULL
       GROUP BY c.id, c.gross_minor, c.currency, c.charge_id
      HAVING count(s.id) <> 1 OR min(s.amount_minor) <> c.gross_minor OR min(s.id) <> c.charge_id
          OR upper(min(s.currency)) <> c.currency`,
  }),
  sqlInvariant('C5', 'a paid gift is booked once, as L1 or into the choice account', {
    examined: 'SELECT id FROM contributions WHERE paid_at IS NOT NULL',
    violations: `
      SELECT c.id, count(e.id)::text AS entries FROM contributions c
        LEFT JOIN ledger_entry e ON e.subject_id = c.id AND e.kind IN ('L1', 'L23')
       WHERE c.paid_at IS NOT NULL GROUP BY c.id HAVING count(e.id) <> 1`,
  }),
  sqlInvariant('C6', 'what a campaign counts is the sum of its credits less its debits', {
    examined: 'SELECT campaign_id FROM campaign_totals',
    violations: `
      SELECT t.campaign_id, t.net_minor::text, coalesce(counted.net, 0)::text AS summed
        FROM campaign_totals t
        LEFT JOIN LATERAL (
          SELECT sum(net_minor) AS net FROM campaign_counted k WHERE k.campaign_id = t.campaign_id) counted ON true
       WHERE t.net_minor <> coalesce(counted.net, 0)`,
  }),
  sqlInvariant('C7', 'every counted gift is a gift the ledger holds for that project', {
    examined: 'SELECT contribution_id FROM campaign_counted WHERE net_minor > 0',
    violations: `
      SELECT k.campaign_id, k.contribution_id FROM campaign_counted k
        LEFT JOIN contributions c ON c.id = k.contribution_id
        LEFT JOIN ledger_entry e ON e.id = c.entry_id
        LEFT JOIN campaigns p ON p.id = k.campaign_id
       WHERE k.net_minor > 0 AND (e.id IS NULL OR e.project_id <> c.project_id
          OR k.net_minor > c.net_minor
          OR (p.state NOT IN ('failed', 'wound_up') AND k.net_minor <> c.net_left_minor))`,
  }),
  sqlInvariant('D1', 'every event of the provider is kept once and none waits for a minute', {
    examined: 'SELECT event_id FROM stripe_inbox',
    violations: `
      SELECT event_id, state FROM stripe_inbox
       WHERE state = 'dead'
          OR (state = 'received' AND received_at < clock_timestamp() - interval '60 seconds')`,
  }),
  sqlInvariant('D7', 'no outcome outside has been unknown for a quarter of an hour', {
    examined: 'SELECT id FROM operations',
    violations: `SELECT id, kind, problem FROM operations
                  WHERE state IN ('pending', 'unknown') AND created_at < clock_timestamp() - interval '15 minutes'`,
  }),
  sqlInvariant('D8', 'no event of the wrong mode was applied', {
    examined: 'SELECT id FROM stripe_charges',
    violations: `SELECT id FROM stripe_charges WHERE livemode <> (SELECT bool_or(livemode) FROM stripe_charges)`,
  }),
];
