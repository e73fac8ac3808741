import type { Invariant } from './invariant.js';
import { sqlInvariant } from './invariant.js';

/** What each entry of an exchange difference says, one row an entry. */
const EXCHANGED = `
  SELECT e.id, e.project_id, e.purpose_key,
         coalesce(sum(l.amount_minor) FILTER (WHERE a.code = '5200'), 0) AS borne,
         bool_or(a.code NOT IN ('1010', '5200')) AS touches_others
    FROM ledger_entry e JOIN ledger_line l ON l.entry_id = e.id JOIN ledger_account a ON a.id = l.account_id
   WHERE e.kind = 'L20' GROUP BY e.id, e.project_id, e.purpose_key`;

/** `public.`: the entry may be older than what a look at the tail reads. */
const borneBy = (entryId: string): string => `
  SELECT sum(l.amount_minor) AS borne FROM public.ledger_entry e
    JOIN public.ledger_line l ON l.entry_id = e.id
    JOIN ledger_account a ON a.id = l.account_id AND a.code = '5200'
   WHERE e.id = ${entryId} AND e.kind = 'L20'`;

/** Payments in other currencies than the ledger's: rulings 4 and 5, posting L20. */
export const CURRENCY_INVARIANTS: readonly Invariant[] = [
  sqlInvariant(
    'C14',
    'a gift in another currency counts with the euro the provider settled of it',
    {
      examined: 'SELECT id FROM contributions WHERE exchange_rate IS NOT NULL',
      violations: `
      SELECT c.id, c.presented_gross_minor::text, c.gross_minor::text, s.settled_minor::text,
             c.exchange_rate::text, s.exchange_rate::text AS rate_there
        FROM contributions c LEFT JOIN stripe_charges s ON s.id = c.charge_id
       WHERE c.exchange_rate IS NOT NULL
         AND (s.settled_minor <> c.gross_minor OR s.settled_currency <> 'EUR'
           OR s.exchange_rate <> c.exchange_rate
           -- Each part is its share of the whole, to the cent that a largest remainder moves.
           OR abs(c.gift_minor::numeric * c.presented_gross_minor - c.gross_minor::numeric * c.presented_gift_minor)
              >= c.presented_gross_minor
           OR abs(c.tip_minor::numeric * c.presented_gross_minor - c.gross_minor::numeric * c.presented_tip_minor)
              >= c.presented_gross_minor)`,
    },
  ),
  sqlInvariant(
    'C15',
    'what goes back of such a gift is what was paid, in the currency it was paid in',
    {
      tail: { tables: ['refunds'] },
      examined: 'SELECT id FROM refunds WHERE presented_minor IS NOT NULL',
      violations: `
      SELECT r.id, r.presented_minor::text, r.presented_currency, s.amount_minor::text, s.currency,
             r.taken_minor::text, s.settled_minor::text
        FROM refunds r LEFT JOIN contributions c ON c.charge_id = r.charge_id
        LEFT JOIN stripe_refunds s ON s.id = r.stripe_refund_id
       WHERE r.presented_currency IS DISTINCT FROM c.presented_currency
          OR s.amount_minor <> r.presented_minor OR upper(s.currency) <> r.presented_currency
          OR -s.settled_minor <> r.taken_minor
      UNION ALL
      SELECT c.id, sum(r.presented_minor)::text, c.presented_currency, c.presented_gross_minor::text,
             NULL, NULL, NULL
        FROM contributions c JOIN public.refunds r ON r.charge_id = c.charge_id AND r.state <> 'failed'
       WHERE r.presented_minor IS NOT NULL
         AND c.charge_id IN (SELECT charge_id FROM refunds WHERE presented_minor IS NOT NULL)
       GROUP BY c.id HAVING sum(r.presented_minor) > c.presented_gross_minor`,
    },
  ),
  sqlInvariant(
    'C16',
    'what a rate makes of a refund is borne by the operator and never by a project',
    {
      tail: { tables: ['ledger_entry', 'refunds'] },
      examined: `SELECT id FROM refunds WHERE taken_minor IS NOT NULL`,
      violations: `
      SELECT e.id, e.purpose_key, e.project_id::text, e.borne::text FROM (${EXCHANGED}) e
       WHERE e.project_id IS NOT NULL OR e.touches_others
      UNION ALL
      SELECT r.id, r.amount_minor::text, r.taken_minor::text, coalesce(e.borne, 0)::text
        FROM refunds r LEFT JOIN LATERAL (${borneBy('r.exchange_entry_id')}) e ON true
       WHERE r.taken_minor IS NOT NULL AND coalesce(e.borne, 0) <> r.taken_minor - r.amount_minor`,
    },
  ),
];
