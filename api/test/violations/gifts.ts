import { DENIED, NO_SUCH_MOVE, entry, walled, type SeededViolation } from './violation.js';

const A_GIFT = `(SELECT id FROM contributions WHERE state = 'committed' ORDER BY id LIMIT 1)`;
const ITS_CAMPAIGN = `(SELECT campaign_id FROM contributions WHERE id = ${A_GIFT})`;
const ITS_PROJECT = `SELECT project_id FROM contributions WHERE id = ${A_GIFT}`;
const A_FAILED_CAMPAIGN = `(SELECT id FROM campaigns WHERE state IN ('failed', 'wound_up') LIMIT 1)`;
const ofGift = (column: string): string =>
  `(SELECT ${column} FROM contributions WHERE id = ${A_GIFT})`;
const A_REFUND = `'00000000-0000-7000-8000-000000000007'`;

/** A gift that was committed goes back: as it is booked when nothing is wrong, but for the changes. */
function refund(changes: { more?: number; fromProject?: number; bearer?: string } = {}): string {
  const { more = 0, fromProject = 0, bearer = '5000' } = changes;
  const gross = `${ofGift('gross_minor')} + ${String(more)}`;
  const lines = [
    {
      code: '2100',
      amount: `${ofGift('net_minor')} + ${String(fromProject)}`,
      subject: ITS_PROJECT,
    },
    { code: '4000', amount: `${ofGift('tip_minor')} + 1` },
    { code: bearer, amount: `${ofGift('fee_project_minor')} - 1 + ${String(more - fromProject)}` },
    { code: '2130', amount: `-(${gross})` },
  ];
  return `
    ${entry(lines, { kind: 'L13', purpose: 'planted:refund', subjectKind: 'contribution', subject: `SELECT ${A_GIFT}`, project: ITS_PROJECT })};
    INSERT INTO refunds (id, contribution_id, state, amount_minor, project_minor, gift_minor, is_whole, currency, reason,
                         posting, charge_id, reserve_entry_id, created_at)
    SELECT ${A_REFUND}, id, 'pending', ${gross}, net_minor + ${String(fromProject)}, gift_minor, true, 'EUR', 'withdrawal', 'L13', charge_id,
           (SELECT id FROM ledger_entry WHERE purpose_key = 'planted:refund'), now()
      FROM contributions WHERE id = ${A_GIFT};
    INSERT INTO state_change (id, machine, subject_id, to_state, at, actor_role)
    VALUES (gen_random_uuid(), 'refund', ${A_REFUND}, 'pending', now(), 'system');
    INSERT INTO operations (id, kind, subject_id, request)
    VALUES (gen_random_uuid(), 'contributions.create-refund', ${A_REFUND}, '{}');
    UPDATE campaign_totals SET net_minor = net_minor - ${ofGift('net_minor')} WHERE campaign_id = ${ITS_CAMPAIGN};
    UPDATE campaign_counted SET net_minor = 0 WHERE contribution_id = ${A_GIFT};
    UPDATE contributions SET net_left_minor = 0 WHERE id = ${A_GIFT}`;
}

const move = (from: string, to: string): string => `
  INSERT INTO state_change (id, machine, subject_id, from_state, to_state, at, actor_role)
  VALUES (gen_random_uuid(), 'contribution', gen_random_uuid(), '${from}', '${to}', now(), 'system')`;

/** A page that was opened and never paid on, with its history. */
const unpaid = (campaign: string): string => `
  INSERT INTO contributions (id, campaign_id, project_id, state, currency, gift_minor, tip_minor,
                             fee_cover_minor, gross_minor, created_at, session_expires_at)
  SELECT ${A_REFUND}, ${campaign}, project_id, 'expired', currency, gift_minor, tip_minor,
         fee_cover_minor, gross_minor, created_at, session_expires_at
    FROM contributions WHERE id = ${A_GIFT};
  INSERT INTO state_change (id, machine, subject_id, to_state, at, actor_role)
  VALUES (gen_random_uuid(), 'contribution', ${A_REFUND}, 'created', now(), 'system');
  INSERT INTO state_change (id, machine, subject_id, from_state, to_state, at, actor_role)
  VALUES (gen_random_uuid(), 'contribution', ${A_REFUND}, 'created', 'expired', now(), 'system')`;

const page = (subject: string, version: number, state: 'done' | 'refused'): string => `
  INSERT INTO operations (id, kind, subject_id, version, request, state, result, problem, first_sent_at, finished_at)
  VALUES (gen_random_uuid(), 'contributions.create-checkout-session', ${subject}, ${String(version)}, '{}', '${state}',
          ${state === 'done' ? `'{"id": "cs_planted"}', NULL` : `NULL, 'stored-failure'`}, clock_timestamp(), clock_timestamp())`;

/** What each violation of gifts, refunds and counting looks like: quality list C. */
export const GIFT_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'C18',
    plant: `UPDATE pledges SET gift_minor = gift_minor + 1, gross_minor = gross_minor + 1 WHERE state = 'pledged'`,
    wall: 'a promise is written once, with the entry that notes it',
    nearMiss: `UPDATE pledges SET created_at = created_at - interval '1 second' WHERE state = 'pledged'`,
  },
  {
    id: 'C17',
    ...walled(`DELETE FROM giver_checks WHERE state = 'accepted'`, DENIED),
    nearMiss: `UPDATE giver_checks SET asked_at = asked_at - interval '1 second'`,
  },
  {
    id: 'C17',
    what: 'let through by the one who gave it',
    plant: `UPDATE contribution_donors d SET person_id = g.decided_by FROM giver_checks g
             WHERE g.id = d.contribution_id AND g.state = 'accepted'`,
    wall: 'who gave is written with the gift, and who decides is compared with it',
    nearMiss: `UPDATE giver_checks SET due_at = due_at + interval '1 second'`,
  },
  {
    id: 'C1',
    plant: refund({ more: 100 }),
    wall: 'what goes back is a sum over rows; that one refund at a time is open is a unique index',
    nearMiss: refund(),
  },
  {
    id: 'C2',
    plant: refund({ fromProject: 7 }),
    wall: 'the ledger knows accounts, not whose gift lay in them',
    nearMiss: refund(),
  },
  {
    id: 'C3',
    what: 'a move that is not permitted',
    ...walled(move('refunded', 'committed'), NO_SUCH_MOVE),
    nearMiss: unpaid(ITS_CAMPAIGN),
  },
  {
    id: 'C3',
    what: 'a state without its history',
    ...walled(`UPDATE contributions SET state = 'failed' WHERE id = ${A_GIFT}`, NO_SUCH_MOVE),
    nearMiss: unpaid(ITS_CAMPAIGN),
  },
  {
    id: 'C3',
    what: 'a gap long before its end',
    ...walled(
      `DELETE FROM state_change WHERE id = (
         SELECT id FROM state_change WHERE machine = 'project' AND subject_id = (${ITS_PROJECT})
          ORDER BY recorded_at, id OFFSET 1 LIMIT 1)`,
      DENIED,
    ),
    nearMiss: unpaid(ITS_CAMPAIGN),
  },
  {
    id: 'C3',
    what: 'a history with a gap',
    plant: `DELETE FROM state_change WHERE machine = 'contribution' AND subject_id = ${A_GIFT} AND to_state = 'succeeded'`,
    wall: { attempt: `DELETE FROM state_change`, refusedWith: '42501' },
    nearMiss: unpaid(ITS_CAMPAIGN),
  },
  {
    id: 'C4',
    plant: `UPDATE stripe_charges SET contribution_id = NULL WHERE contribution_id = ${A_GIFT}`,
    wall: 'the mirror is written again whenever the provider is read',
    nearMiss: unpaid(ITS_CAMPAIGN),
  },
  {
    id: 'C5',
    plant: page(A_GIFT, 2, 'done'),
    wall: 'a page follows another when the provider has kept a failure under its key',
    nearMiss: `${page(A_REFUND, 1, 'refused')}; ${page(A_REFUND, 2, 'done')}`,
  },
  {
    id: 'C6',
    plant: `UPDATE contributions SET state = 'choice_pending', choice_until = vatra_now() - interval '4 days', open_refund_id = NULL
             WHERE campaign_id = ${A_FAILED_CAMPAIGN} AND paid_at IS NOT NULL`,
    // A gift cannot come back to its choice: its history ends elsewhere, and no job remembers it.
    alsoFires: ['C3', 'G3'],
    wall: 'time passes without a statement',
    nearMiss: unpaid(A_FAILED_CAMPAIGN),
  },
  {
    id: 'C8',
    plant: refund({ bearer: '1050' }),
    wall: 'which account bears a cost is chosen by the posting code',
    nearMiss: refund(),
  },
  {
    id: 'C9',
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
    id: 'C10',
    plant: `
      UPDATE campaign_counted SET net_minor = net_minor + 1 WHERE contribution_id = ${A_GIFT};
      UPDATE campaign_totals SET net_minor = net_minor + 1 WHERE campaign_id = ${ITS_CAMPAIGN}`,
    wall: 'the count is written by the one worker that counts',
    nearMiss: `INSERT INTO campaign_counted (campaign_id, contribution_id, net_minor)
               VALUES (${ITS_CAMPAIGN}, gen_random_uuid(), 0)`,
  },
];
