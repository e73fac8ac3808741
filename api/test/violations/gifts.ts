import { NO_SUCH_MOVE, entry, walled, type SeededViolation } from './violation.js';

const A_GIFT = `(SELECT id FROM contributions WHERE state = 'committed' ORDER BY id LIMIT 1)`;
const A_REFUND = `(SELECT id FROM refunds WHERE state = 'succeeded' ORDER BY id LIMIT 1)`;
const ITS_CAMPAIGN = `(SELECT campaign_id FROM contributions WHERE id = ${A_GIFT})`;

const bookedAgain = (kind: string): string =>
  entry(
    [
      { code: '5000', amount: 5 },
      { code: '4000', amount: -5 },
    ],
    { kind, purpose: 'planted:c5', subjectKind: 'contribution', subject: `SELECT ${A_GIFT}` },
  );

const move = (from: string, to: string): string => `
  INSERT INTO state_change (id, machine, subject_id, from_state, to_state, at, actor_role)
  VALUES (gen_random_uuid(), 'contribution', gen_random_uuid(), '${from}', '${to}', now(), 'system')`;

/** A page that was opened and never paid on, with its history. */
const UNPAID = `
  WITH unpaid AS (
    INSERT INTO contributions (id, campaign_id, project_id, state, currency, gift_minor, tip_minor,
                               fee_cover_minor, gross_minor, created_at, session_expires_at)
    SELECT gen_random_uuid(), campaign_id, project_id, 'expired', currency, gift_minor, tip_minor,
           fee_cover_minor, gross_minor, created_at, session_expires_at
      FROM contributions WHERE id = ${A_GIFT} RETURNING id),
  born AS (
    INSERT INTO state_change (id, machine, subject_id, from_state, to_state, at, actor_role)
    SELECT '00000000-0000-7000-8000-000000000001', 'contribution', id, NULL, 'created', now(), 'system' FROM unpaid)
  INSERT INTO state_change (id, machine, subject_id, from_state, to_state, at, actor_role)
  SELECT '00000000-0000-7000-8000-000000000002', 'contribution', id, 'created', 'expired', now(), 'system' FROM unpaid`;

/** What each violation of gifts, refunds and counting looks like: quality list C. */
export const GIFT_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'C1',
    plant: `UPDATE refunds SET amount_minor = amount_minor + 1 WHERE id = ${A_REFUND}`,
    wall: 'what goes back is a sum over rows; that one refund at a time is open is a unique index',
    nearMiss: `
      INSERT INTO refunds (id, contribution_id, state, amount_minor, project_minor, gift_minor, is_whole,
                           currency, reason, posting, reserve_entry_id, created_at, finished_at)
      SELECT gen_random_uuid(), contribution_id, 'failed', amount_minor, project_minor, gift_minor, is_whole,
             currency, reason, posting, reserve_entry_id, created_at, finished_at FROM refunds WHERE id = ${A_REFUND}`,
  },
  {
    id: 'C3',
    ...walled(move('refunded', 'committed'), NO_SUCH_MOVE),
    nearMiss: UNPAID,
  },
  {
    id: 'C4',
    plant: `UPDATE stripe_charges SET contribution_id = NULL WHERE contribution_id = ${A_GIFT}`,
    wall: 'the mirror is written again whenever the provider is read',
    nearMiss: UNPAID,
  },
  {
    id: 'C5',
    plant: bookedAgain('L1'),
    wall: 'one entry an effect is kept by the purpose key, which the posting code chooses',
    nearMiss: bookedAgain('L28'),
  },
  {
    id: 'C6',
    plant: `UPDATE campaign_totals SET net_minor = net_minor + 1`,
    wall: 'the total is written by the one worker that counts',
    nearMiss: `
      WITH credit AS (
        INSERT INTO campaign_credits (id, campaign_id, contribution_id, kind, gross_minor, fee_minor, net_minor, paid_at)
        VALUES (gen_random_uuid(), ${ITS_CAMPAIGN}, gen_random_uuid(), 'credit', 500, 30, 470, now())
        RETURNING id, campaign_id, position)
      INSERT INTO campaign_credit_queue (credit_id, campaign_id, position, signed_gross_minor, signed_fee_minor, signed_net_minor)
      SELECT id, campaign_id, position, 500, 30, 470 FROM credit`,
  },
  {
    id: 'C7',
    plant: `
      UPDATE campaign_counted SET net_minor = net_minor + 1 WHERE contribution_id = ${A_GIFT};
      UPDATE campaign_totals SET net_minor = net_minor + 1 WHERE campaign_id = ${ITS_CAMPAIGN}`,
    wall: 'the count is written by the one worker that counts',
    nearMiss: `INSERT INTO campaign_counted (campaign_id, contribution_id, net_minor)
               VALUES (${ITS_CAMPAIGN}, gen_random_uuid(), 0)`,
  },
];
