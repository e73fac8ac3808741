import { entry, type SeededViolation } from './violation.js';

const withheld = (cents: number): string =>
  entry(
    [
      { code: '1400', amount: cents },
      { code: '4000', amount: -cents },
    ],
    { kind: 'L10', purpose: 'planted:withheld' },
  );

const A_CLAIM = `(SELECT id FROM refund_claims WHERE owed_in = '2900' AND state IN ('asked', 'given', 'unclaimed') LIMIT 1)`;

const AN_INQUIRY = `'00000000-0000-7000-8000-0000000000d1'`;
const history = (from: string, to: string): string => `
  INSERT INTO state_change (id, machine, subject_id, from_state, to_state, at, actor_role)
  VALUES (gen_random_uuid(), 'dispute', ${AN_INQUIRY}, ${from}, '${to}', now(), 'system')`;

/** A bank only asked, and let it be: no money was held and none is. */
const ended = `
  INSERT INTO disputes (id, stripe_dispute_id, contribution_id, holder_id, project_id, state, provider_status,
                        reason, amount_minor, currency, opened_at, ended_at)
  SELECT ${AN_INQUIRY}, 'du_planted', id, id, project_id, 'won', 'warning_closed', 'general', gross_minor,
         currency, now(), now()
    FROM contributions WHERE state = 'committed' ORDER BY id LIMIT 1;
  ${history('NULL', 'open')}; ${history(`'open'`, 'won')}`;

/** What each violation of disputed and returned money looks like: quality list C. */
/** Some match, by a dispute that is over. */
const frozen = (endedAt: string) => `
  INSERT INTO match_freezes (reservation_id, dispute_id, amount_minor, frozen_at, ended_at)
  SELECT r.id, d.id, 1, now(), ${endedAt} FROM match_reservations r CROSS JOIN disputes d
   WHERE d.state <> 'open' LIMIT 1`;

export const DISPUTE_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'C11',
    what: 'withheld',
    plant: withheld(7),
    wall: 'that disputes and accounts agree is a sum over rows of two features',
    nearMiss: `${withheld(7)}; UPDATE disputes SET withdrawn_minor = withdrawn_minor + 7
       WHERE id = (SELECT id FROM disputes WHERE state = 'open' LIMIT 1)`,
  },
  {
    id: 'C11',
    what: 'frozen',
    plant: `UPDATE disputes SET share_minor = share_minor + 3 WHERE state = 'open'`,
    alsoFires: ['C12'],
    wall: 'that disputes and accounts agree is a sum over rows of two features',
    nearMiss: `UPDATE disputes SET due_by = now() WHERE state = 'open'`,
  },
  {
    id: 'C12',
    plant: `UPDATE contributions SET disputed_minor = disputed_minor + 1, net_left_minor = net_left_minor - 1
             WHERE open_dispute_id IS NULL AND state = 'committed'`,
    // The campaign still counts the cent.
    alsoFires: ['C10'],
    wall: 'what a gift keeps apart is a sum over its disputes',
    nearMiss: ended,
  },
  {
    id: 'C13',
    plant: `UPDATE refund_claims SET state = 'forfeited', unclaimed_until = now() WHERE id = ${A_CLAIM}`,
    alsoFires: ['C3'],
    wall: 'that claims and accounts agree is a sum over rows of two features',
    nearMiss: `UPDATE refund_claims SET ask_until = ask_until + interval '1 day' WHERE id = ${A_CLAIM}`,
  },
  {
    id: 'C19',
    plant: frozen('NULL'),
    wall: 'that a dispute is open is the state of a row of another feature',
    nearMiss: frozen('now()'),
  },
];
