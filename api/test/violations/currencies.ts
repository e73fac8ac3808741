import { CHECK_FAILED, entry, KEPT, type SeededViolation } from './violation.js';

const A_GIFT = `(SELECT id FROM contributions WHERE exchange_rate IS NOT NULL ORDER BY id LIMIT 1)`;
const A_REFUND = `(SELECT id FROM refunds WHERE exchange_entry_id IS NOT NULL ORDER BY id LIMIT 1)`;

const exchanged = (code: string, project = 'NULL'): string =>
  entry(
    [
      { code, amount: 5 },
      { code: '1010', amount: -5 },
    ],
    { kind: 'L20', purpose: 'planted:exchange', project },
  );

/** As `exchanged`, and back again, so that the provider's balance is what it was. */
const exchangedBack = entry(
  [
    { code: '1010', amount: 5 },
    { code: '5200', amount: -5 },
  ],
  { kind: 'L20', purpose: 'planted:exchange-back' },
);

const A_PAGE = `'00000000-0000-7000-8000-0000000000c4'`;
const history = (from: string, to: string): string => `
  INSERT INTO state_change (id, machine, subject_id, from_state, to_state, at, actor_role)
  VALUES (gen_random_uuid(), 'contribution', ${A_PAGE}, ${from}, '${to}', now(), 'system')`;

/** A page to pay in yen that nobody paid on: there is no euro amount, and none is missing. */
const unsettled = `
  INSERT INTO contributions (id, campaign_id, project_id, state, currency, presented_currency,
                             presented_gift_minor, presented_tip_minor, presented_fee_cover_minor,
                             presented_gross_minor, created_at, session_expires_at)
  SELECT ${A_PAGE}, campaign_id, project_id, 'expired', currency, 'JPY', 800, 100, 0, 900, created_at,
         session_expires_at
    FROM contributions WHERE id = ${A_GIFT};
  ${history('NULL', 'created')}; ${history(`'created'`, 'expired')}`;

/** What each violation of payments in other currencies looks like: quality list C. */
export const CURRENCY_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'C14',
    plant: `UPDATE contributions SET exchange_rate = exchange_rate + 0.01 WHERE id = ${A_GIFT}`,
    wall: {
      attempt: `UPDATE contributions SET exchange_rate = exchange_rate + 0.01 WHERE id = ${A_GIFT}`,
      refusedWith: KEPT,
    },
    nearMiss: `UPDATE contributions SET exchange_rate = exchange_rate + 0.00 WHERE id = ${A_GIFT}`,
  },
  {
    id: 'C14',
    what: 'a tip that took from the gift',
    plant: `UPDATE contributions SET presented_gift_minor = presented_gift_minor - 100,
                   presented_tip_minor = presented_tip_minor + 100 WHERE id = ${A_GIFT}`,
    wall: {
      attempt: `UPDATE contributions SET presented_gift_minor = presented_gift_minor - 100,
                       presented_tip_minor = presented_tip_minor + 100 WHERE id = ${A_GIFT}`,
      refusedWith: KEPT,
    },
    nearMiss: unsettled,
  },
  {
    id: 'C15',
    plant: `UPDATE refunds SET presented_minor = presented_minor - 1 WHERE id = ${A_REFUND}`,
    wall: 'what the provider sent is only known when it has answered',
    nearMiss: `UPDATE refunds SET presented_minor = presented_minor WHERE id = ${A_REFUND}`,
  },
  {
    id: 'C15',
    what: 'more than was paid',
    plant: `UPDATE refunds SET presented_minor = presented_minor * 100, stripe_refund_id = NULL WHERE id = ${A_REFUND}`,
    wall: 'what the provider sent is only known when it has answered',
    nearMiss: `UPDATE refunds SET presented_minor = presented_minor WHERE id = ${A_REFUND}`,
  },
  {
    id: 'C15',
    what: 'in a currency that nobody paid',
    plant: `UPDATE refunds SET presented_currency = 'JPY' WHERE id = ${A_REFUND}`,
    wall: {
      attempt: `UPDATE refunds SET presented_currency = NULL WHERE id = ${A_REFUND}`,
      refusedWith: CHECK_FAILED,
    },
    nearMiss: `UPDATE refunds SET presented_currency = 'CHF' WHERE id = ${A_REFUND}`,
  },
  {
    id: 'C16',
    plant: `${exchanged('5200', `SELECT project_id FROM contributions WHERE id = ${A_GIFT}`)}; ${exchangedBack}`,
    wall: 'which project an entry names is chosen by the posting code',
    nearMiss: `${exchanged('5200')}; ${exchangedBack}`,
  },
  {
    id: 'C16',
    what: 'a difference that nobody booked',
    plant: `UPDATE refunds SET exchange_entry_id = NULL WHERE id = ${A_REFUND}`,
    wall: 'what a rate makes of a refund is known to the posting code',
    nearMiss: `${exchanged('5200')}; ${exchangedBack}`,
  },
];
