import { DENIED, KEPT, booked, entry, walled, type SeededViolation } from './violation.js';

const SUM_OVER_ROWS = 'that rows and their sum agree is kept under the lock of the fund';
const THE_FUND = `SELECT fund_id FROM matching_fund_money WHERE state = 'confirmed' LIMIT 1`;
const MATCHED_PROJECT = `SELECT r.project_id FROM match_reservations r JOIN projects p ON p.id = r.project_id
  WHERE r.state = 'committed' AND p.state = 'implementing' LIMIT 1`;
const A_CAMPAIGN = `(SELECT id FROM campaigns WHERE state = 'settled' ORDER BY id LIMIT 1)`;
const SOMEBODY = `'00000000-0000-7000-8000-0000000000b4'`;

const guaranteed = entry(
  [
    { code: '1320', amount: 700, subject: THE_FUND },
    { code: '2200', amount: -700, subject: THE_FUND },
  ],
  { kind: 'L25', purpose: 'planted:b14', subjectKind: 'matching_fund', subject: THE_FUND },
);

/** What a finished project did not need comes back under a number of its own (R80). */
const givenBack = (kind: string): string =>
  entry(
    [
      { code: '2110', amount: 5, subject: MATCHED_PROJECT },
      { code: '2200', amount: -5, subject: THE_FUND },
    ],
    { kind, purpose: 'planted:b14-leftover', project: MATCHED_PROJECT },
  );

/** L3 of a match nobody has heard of, and the same the other way. */
const becameItsOwn = (minor: number, { reverses }: { reverses?: string } = {}): string =>
  entry(
    [
      { code: '2210', amount: minor, subject: THE_FUND },
      { code: '2110', amount: -minor, subject: MATCHED_PROJECT },
    ],
    {
      ...{ kind: 'L3', purpose: `planted:b18:${String(minor)}`, project: MATCHED_PROJECT },
      ...(reverses !== undefined && { reverses }),
    },
  );

const proof = (state: string, decidedAt: string): string => `
  INSERT INTO commitment_evidence (id, commitment_id, kind, amount_minor, description, file_id, state, offered_at, decided_at)
  SELECT gen_random_uuid(), id, 'cash', 1, 'Planted', file_id, '${state}', now(), ${decidedAt}
    FROM commitments WHERE state NOT IN ('declared', 'withdrawn') LIMIT 1`;

/** What each violation of matching and of the authority's share looks like: quality list B. */
export const MATCHING_VIOLATIONS: readonly SeededViolation[] = [
  {
    id: 'B4',
    what: 'of a fund that gives more than it has',
    ...walled(`UPDATE matching_fund_money SET amount_minor = 1 WHERE state = 'confirmed'`, KEPT),
    alsoFires: ['B14'],
    nearMiss: `UPDATE matching_funds SET pot_minor = pot_minor - 1`,
  },
  {
    id: 'B4',
    what: 'of a project matched above its cap',
    plant: `UPDATE matching_fund_projects SET matched_minor = matched_minor - 1 WHERE matched_minor > 0`,
    wall: SUM_OVER_ROWS,
    nearMiss: `
      INSERT INTO matching_fund_projects (fund_id, project_id, is_eligible, ratio_percent, cap_minor, judged_at)
      SELECT fund_id, gen_random_uuid(), false, 100, cap_minor, now() FROM matching_fund_projects LIMIT 1`,
  },
  {
    id: 'B4',
    what: 'of a donor matched twice',
    plant: `UPDATE matching_fund_donors SET matched_minor = matched_minor - 1 WHERE matched_minor > 0`,
    wall: SUM_OVER_ROWS,
    nearMiss: `INSERT INTO matching_fund_donors (fund_id, donor_id, cap_minor, matched_minor)
               SELECT fund_id, ${SOMEBODY}, 5000, 0 FROM matching_fund_donors LIMIT 1`,
  },
  {
    id: 'B4',
    what: 'of a gift matched by another ratio',
    ...walled(`UPDATE matching_fund_projects SET ratio_percent = ratio_percent - 1`, DENIED),
    nearMiss: `UPDATE matching_fund_projects SET judged_at = now()`,
  },
  {
    id: 'B14',
    plant: entry(
      [
        { code: '2210', amount: 5, subject: THE_FUND },
        { code: '2200', amount: -5, subject: THE_FUND },
      ],
      { purpose: 'planted:b14' },
    ),
    wall: 'that reservations and accounts agree is a sum over rows',
    nearMiss: `${guaranteed};
      INSERT INTO matching_fund_money (id, fund_id, kind, amount_minor, state, note, file_id, proposed_by, proposed_at,
                                       decided_by, decided_at, reason, entry_id)
      SELECT gen_random_uuid(), fund_id, 'guarantee', 700, 'confirmed', note, gen_random_uuid(), proposed_by,
             proposed_at, decided_by, decided_at, reason, ${booked('planted:b14')}
        FROM matching_fund_money WHERE state = 'confirmed' LIMIT 1`,
  },
  {
    id: 'B14',
    what: 'of matching that came back and is still said to be given',
    plant: givenBack('L4'),
    wall: 'that reservations and accounts agree is a sum over rows',
    nearMiss: givenBack('L22'),
  },
  {
    id: 'B15',
    plant: `UPDATE campaign_totals SET matching_minor = matching_minor + 1`,
    wall: 'the total is written by the one worker that counts',
    nearMiss: `
      UPDATE campaign_totals SET matching_minor = matching_minor - 5 WHERE campaign_id = ${A_CAMPAIGN};
      INSERT INTO campaign_credit_queue (credit_id, campaign_id, position, signed_gross_minor, signed_fee_minor,
                                         signed_net_minor, signed_match_minor)
      SELECT id, campaign_id, position, 0, 0, 0, 5 FROM campaign_credits
       WHERE campaign_id = ${A_CAMPAIGN} AND kind = 'match' LIMIT 1`,
  },
  {
    id: 'B16',
    what: 'of a share promised and not booked',
    plant: `UPDATE commitments SET cash_minor = cash_minor + 1 WHERE state NOT IN ('declared', 'withdrawn')`,
    wall: 'that promises and accounts agree is a sum over rows',
    nearMiss: `UPDATE commitments SET budget_code = '9.9' WHERE state NOT IN ('declared', 'withdrawn')`,
  },
  {
    id: 'B16',
    what: 'of a share proved by a paper that was not booked',
    plant: proof('accepted', 'now()'),
    wall: 'that proofs and accounts agree is a sum over rows',
    nearMiss: proof('offered', 'NULL'),
  },
  {
    id: 'B16',
    what: 'of a proof that grew after it was accepted',
    ...walled(
      `UPDATE commitment_evidence SET amount_minor = amount_minor + 1 WHERE state = 'accepted'`,
      KEPT,
    ),
    nearMiss: `UPDATE commitment_evidence SET description = description || '.' WHERE state = 'accepted'`,
  },
  {
    id: 'B18',
    plant: `UPDATE campaigns SET match_committed_minor = match_committed_minor - 1 WHERE match_committed_minor > 0`,
    wall: 'that a campaign and the books agree is a sum over rows',
    // Matching that goes back after that was the project's own once.
    nearMiss: givenBack('L22'),
  },
  {
    id: 'B18',
    what: 'of matching that became a project’s own without a word to its campaign',
    plant: becameItsOwn(5),
    alsoFires: ['B14'],
    wall: 'that a campaign and the books agree is a sum over rows',
    nearMiss: `${becameItsOwn(5)}; ${becameItsOwn(-5, { reverses: booked('planted:b18:5') })}`,
  },
];
