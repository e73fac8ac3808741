import type { Posting } from '../../ledger/ledger.service.js';
import type { ClaimRecord } from './claim.record.js';

const UNCLAIMED = { code: '2900' };
const IN_TRANSIT = { code: '2300' };
const CLIENT_BANK = { code: '1100' };

type Claim = Pick<
  ClaimRecord,
  'id' | 'contributionId' | 'projectId' | 'amountMinor' | 'attempt' | 'owedIn' | 'posting'
>;

/** On the way to its donor by the bank: sent, arrived, refused by the bank, or back again later. */
type Step = 'sent' | 'paid' | 'failed' | 'returned';

/**
 * L19 for what came back and goes to its donor after all. Of what never left, sending and arriving are
 * the second half of its refund (L13 to L17); what the bank does not pay is unclaimed like all else.
 */
export function claimPosting(claim: Claim, step: Step): Posting {
  const { debit, credit } = sidesOf(claim, step);
  return {
    ...keyOf(claim, step),
    subject: { kind: 'contribution', id: claim.contributionId },
    projectId: claim.projectId,
    facts: { step },
    lines: [
      { account: debit, debitMinor: claim.amountMinor },
      { account: credit, creditMinor: claim.amountMinor },
    ],
  };
}

function sidesOf({ owedIn }: Claim, step: Step) {
  if (step === 'sent') return { debit: { code: owedIn }, credit: IN_TRANSIT };
  if (step === 'paid') return { debit: IN_TRANSIT, credit: CLIENT_BANK };
  return { debit: step === 'failed' ? IN_TRANSIT : CLIENT_BANK, credit: UNCLAIMED };
}

function keyOf({ id, attempt, owedIn, posting }: Claim, step: Step) {
  const isFirstWay = owedIn === '2130' && (step === 'sent' || step === 'paid');
  const kind = isFirstWay ? posting : 'L19';
  return { kind, purposeKey: `${kind}:${step}:${id}:${String(attempt)}` };
}
