import type { Posting } from '../../ledger/ledger.service.js';
import type { ClaimRecord } from './claim.record.js';

const UNCLAIMED = { code: '2900' };
const IN_TRANSIT = { code: '2300' };
const CLIENT_BANK = { code: '1100' };

type Claim = Pick<ClaimRecord, 'id' | 'contributionId' | 'projectId' | 'amountMinor' | 'attempt'>;

/** L19 on the way to its donor after all: sent, arrived, refused by the bank, or back again later. */
type Step = 'sent' | 'paid' | 'failed' | 'returned';

const SIDES: Readonly<Record<Step, { debit: { code: string }; credit: { code: string } }>> = {
  sent: { debit: UNCLAIMED, credit: IN_TRANSIT },
  paid: { debit: IN_TRANSIT, credit: CLIENT_BANK },
  failed: { debit: IN_TRANSIT, credit: UNCLAIMED },
  returned: { debit: CLIENT_BANK, credit: UNCLAIMED },
};

export function claimPosting(claim: Claim, step: Step): Posting {
  const { debit, credit } = SIDES[step];
  return {
    kind: 'L19',
    purposeKey: `L19:${step}:${claim.id}:${String(claim.attempt)}`,
    subject: { kind: 'contribution', id: claim.contributionId },
    projectId: claim.projectId,
    facts: { step },
    lines: [
      { account: debit, debitMinor: claim.amountMinor },
      { account: credit, creditMinor: claim.amountMinor },
    ],
  };
}
