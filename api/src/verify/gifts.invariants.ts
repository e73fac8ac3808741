import type { Invariant } from './invariant.js';
import { sqlInvariant } from './invariant.js';

/** A gift that was paid at the provider, as opposed to cash or a transfer. */
const CARD = `c.charge_id IS NOT NULL`;

/** Where each refund's first entry takes the money from, one row a refund. */
const RESERVED = `
  SELECT r.id, r.contribution_id, r.amount_minor, r.project_minor, c.net_minor,
         c.net_left_minor + c.disputed_minor AS net_left_minor,
         coalesce(sum(l.amount_minor) FILTER (WHERE a.code IN ('2150', '2160')
           OR (a.subject_id = c.project_id AND a.code IN ('2100', '2140'))), 0) AS of_project,
         coalesce(-sum(l.amount_minor) FILTER (WHERE a.code = '2130'), 0) AS owed,
         coalesce(sum(l.amount_minor) FILTER (WHERE a.code IN ('4000', '5000', '5020', '5030', '5200')), 0) AS of_operator
    FROM refunds r JOIN contributions c ON c.id = r.contribution_id
    JOIN ledger_line l ON l.entry_id = r.reserve_entry_id JOIN ledger_account a ON a.id = l.account_id
   GROUP BY r.id, r.contribution_id, r.amount_minor, r.project_minor,
            c.id, c.net_minor, c.net_left_minor, c.disputed_minor`;

/** Gifts, what goes back of them and what a campaign counts: quality list C. */
export const GIFT_INVARIANTS: readonly Invariant[] = [
  sqlInvariant('C1', 'refunds of a gift never exceed what was paid', {
    tail: { tables: ['contributions', 'refunds'] },
    examined: 'SELECT id FROM refunds',
    violations: `SELECT c.id, sum(r.amount_minor)::text AS refunded, p.gross_minor::text
                   FROM refunds r JOIN contributions c ON c.id = r.contribution_id
                   JOIN public.contributions p ON p.id = coalesce(c.origin_id, c.id)
                  WHERE r.state <> 'failed' GROUP BY c.id, p.gross_minor
                 HAVING sum(r.amount_minor) > p.gross_minor`,
  }),
  sqlInvariant('C2', 'what goes back lay in the project the gift was for, and no more than that', {
    tail: { tables: ['contributions', 'refunds'] },
    examined: 'SELECT id FROM refunds',
    violations: `
      SELECT contribution_id, net_minor::text, net_left_minor::text, sum(of_project)::text AS taken
        FROM (${RESERVED}) reserved GROUP BY contribution_id, net_minor, net_left_minor
      HAVING sum(of_project) <> net_minor - net_left_minor OR bool_or(of_project <> project_minor)`,
  }),
  sqlInvariant(
    'C4',
    'a card gift has exactly one successful charge of its amount, and a charge its gift',
    {
      tail: { tables: ['contributions', 'stripe_charges'] },
      examined: `SELECT id FROM contributions c WHERE ${CARD}`,
      violations: `
      SELECT c.id, count(s.id)::text AS charges FROM contributions c
        LEFT JOIN stripe_charges s ON s.contribution_id = c.id AND s.status = 'succeeded'
       WHERE ${CARD}
       GROUP BY c.id, c.charge_id, c.gross_minor, c.currency, c.presented_gross_minor, c.presented_currency
      HAVING count(s.id) <> 1 OR min(s.id) <> c.charge_id
          OR min(s.amount_minor) <> coalesce(c.presented_gross_minor, c.gross_minor)
          OR upper(min(s.currency)) <> coalesce(c.presented_currency, c.currency)
      UNION ALL
      SELECT s.contribution_id, s.id FROM stripe_charges s LEFT JOIN contributions c ON c.charge_id = s.id
       WHERE s.status = 'succeeded' AND s.contribution_id IS NOT NULL AND c.id IS NULL
         AND NOT EXISTS (SELECT 1 FROM stripe_inbox i WHERE i.object_id = s.id AND i.state = 'received')`,
    },
  ),
  sqlInvariant('C5', 'a gift has one page to pay on at a time', {
    tail: 'never',
    examined: `SELECT id FROM operations WHERE kind = 'contributions.create-checkout-session'`,
    violations: `
      SELECT subject_id, count(*)::text AS pages FROM operations
       WHERE kind = 'contributions.create-checkout-session' AND state <> 'refused'
       GROUP BY subject_id HAVING count(*) > 1`,
  }),
  sqlInvariant(
    'C6',
    'gifts of a failed campaign have gone back or wait for a choice with a last day',
    {
      tail: 'never',
      examined: `SELECT c.id FROM contributions c JOIN campaigns k ON k.id = c.campaign_id
                WHERE k.state IN ('failed', 'wound_up') AND c.paid_at IS NOT NULL`,
      violations: `
      SELECT c.id, c.state, c.choice_until FROM contributions c JOIN campaigns k ON k.id = c.campaign_id
       WHERE k.state IN ('failed', 'wound_up') AND c.paid_at IS NOT NULL
         AND NOT (c.state IN ('refunded', 'reallocated', 'to_hometown_fund', 'to_reserve', 'unclaimed')
              OR c.open_refund_id IS NOT NULL OR c.open_dispute_id IS NOT NULL
              OR (c.state = 'choice_pending' AND c.choice_until > vatra_now() - interval '72 hours')
              OR k.judged_at > vatra_now() - interval '72 hours')`,
    },
  ),
  sqlInvariant('C8', 'what goes back beyond the part of the project is borne by named accounts', {
    tail: { tables: ['contributions', 'refunds'] },
    examined: 'SELECT id FROM refunds',
    violations: `
      SELECT id, amount_minor::text, owed::text, of_project::text, of_operator::text FROM (${RESERVED}) reserved
       WHERE owed <> amount_minor OR of_project + of_operator <> owed`,
  }),
  sqlInvariant('C9', 'what a campaign counts is the sum of its credits less its debits', {
    tail: 'never',
    examined: 'SELECT campaign_id FROM campaign_totals',
    violations: `
      SELECT t.campaign_id, t.net_minor::text, coalesce(counted.net, 0)::text AS summed
        FROM campaign_totals t
        LEFT JOIN LATERAL (
          SELECT sum(net_minor) AS net FROM campaign_counted k WHERE k.campaign_id = t.campaign_id) counted ON true
       WHERE t.net_minor <> coalesce(counted.net, 0)`,
  }),
  sqlInvariant('C17', 'who gave much was looked at before it was paid', {
    tail: 'never',
    examined: `SELECT id FROM contributions WHERE channel IN ('card', 'bank_transfer') AND paid_at IS NOT NULL`,
    violations: `
      SELECT c.id, c.gift_minor::text, g.state FROM contributions c LEFT JOIN giver_checks g USING (id)
       WHERE c.channel IN ('card', 'bank_transfer') AND c.paid_at IS NOT NULL AND c.moved_from IS NULL
         AND c.presented_currency IS NULL AND c.gift_minor > 100000
         AND coalesce(g.state, 'none') NOT IN ('clear', 'accepted')
      UNION ALL
      SELECT g.id, 'accepted by its giver', g.state FROM giver_checks g
        JOIN contribution_donors d ON d.contribution_id = g.id
       WHERE g.state = 'accepted' AND d.person_id = g.decided_by`,
  }),
  sqlInvariant('C18', 'what is promised to a project is what the books note beside its money', {
    tail: 'never',
    examined: `SELECT id FROM pledges WHERE state <> 'created'`,
    violations: `
      WITH promised AS (
        SELECT project_id, sum(gift_minor) AS minor FROM pledges
         WHERE state IN ('pledged', 'charge_due', 'charge_failed') GROUP BY 1),
      noted AS (
        SELECT a.subject_id AS project_id, sum(l.amount_minor) AS minor FROM ledger_account a
          JOIN ledger_line l ON l.account_id = a.id WHERE a.code = '9200' GROUP BY 1)
      SELECT project_id, promised.minor::text AS promised, noted.minor::text AS noted
        FROM promised FULL JOIN noted USING (project_id)
       WHERE coalesce(promised.minor, 0) <> coalesce(noted.minor, 0)`,
  }),
  sqlInvariant('C10', 'every counted gift is a gift the ledger holds for that project', {
    tail: { tables: ['campaign_counted'] },
    examined: 'SELECT contribution_id FROM campaign_counted WHERE net_minor > 0',
    violations: `
      SELECT k.campaign_id, k.contribution_id FROM campaign_counted k
        LEFT JOIN contributions c ON c.id = k.contribution_id
        LEFT JOIN ledger_entry e ON e.id = c.entry_id
        LEFT JOIN campaigns p ON p.id = k.campaign_id
       WHERE k.net_minor > 0 AND (e.id IS NULL OR e.project_id <> c.project_id
          OR k.net_minor > c.net_minor
          -- What was shared out after the campaign leaves its count as it was.
          OR (p.state NOT IN ('failed', 'wound_up') AND coalesce(c.choice_reason, '') NOT IN ('cancelled', 'returned', 'passed_on', 'idle', 'purpose', 'recovered')
              AND k.net_minor <> c.net_left_minor))`,
  }),
];
