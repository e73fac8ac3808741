import type { BalanceTransaction } from '../../../platform/stripe/stripe.types.js';
import type { AccountRef, Posting } from '../../ledger/ledger.service.js';
import type { DisputeRecord, TakenMoney } from './dispute.record.js';
import type { LostParts } from './dispute-parts.policy.js';

const AT_PROVIDER = { code: '1010' };
const WITHHELD = { code: '1400' };
const REFUNDS_PAYABLE = { code: '2130' };
const TIPS = { code: '4000' };
const FEES_BORNE = { code: '5000' };
const DISPUTE_FEES = { code: '5020' };
const LOSSES = { code: '5030' };
const EXCHANGE = { code: '5200' };

type Dispute = Pick<DisputeRecord, 'id' | 'holderId' | 'projectId'>;

function about(kind: 'L10' | 'L11' | 'L12', dispute: Dispute) {
  return {
    kind,
    purposeKey: `${kind}:${dispute.id}`,
    subject: { kind: 'contribution', id: dispute.holderId },
    projectId: dispute.projectId,
  } as const;
}

const frozen = ({ projectId }: Dispute) => ({ code: '2145', subjectId: projectId });
const fundOf = ({ fund, fundSubjectId }: TakenMoney) => ({ code: fund, subjectId: fundSubjectId });

/** L10: the bank has the money, the fee is the platform's (R51), the gift's share rests. */
export function disputedPosting(dispute: Dispute, taken: TakenMoney): Posting {
  const { withdrawnMinor, feeMinor, shareMinor } = taken;
  return {
    ...about('L10', dispute),
    lines: [
      { account: WITHHELD, debitMinor: withdrawnMinor },
      { account: DISPUTE_FEES, debitMinor: feeMinor },
      { account: AT_PROVIDER, creditMinor: withdrawnMinor + feeMinor },
      { account: fundOf(taken), debitMinor: shareMinor },
      { account: frozen(dispute), creditMinor: shareMinor },
    ],
  };
}

/**
 * L11: the share goes to where the rest of its gift lies now, which may have been shared out meanwhile;
 * the fee comes back only when the provider gives it back.
 */
export function wonPosting(
  dispute: Dispute,
  taken: TakenMoney,
  reinstated: Pick<BalanceTransaction, 'amountMinor' | 'feeMinor'>,
  account: AccountRef,
): Posting {
  const feeBackMinor = -reinstated.feeMinor;
  // L20: another rate than on the day it was taken; never the project's.
  const lostToExchange = taken.withdrawnMinor - reinstated.amountMinor;
  return {
    ...about('L11', dispute),
    lines: [
      { account: AT_PROVIDER, debitMinor: reinstated.amountMinor + feeBackMinor },
      { account: WITHHELD, creditMinor: taken.withdrawnMinor },
      { account: DISPUTE_FEES, creditMinor: feeBackMinor },
      { account: EXCHANGE, debitMinor: lostToExchange },
      { account: frozen(dispute), debitMinor: taken.shareMinor },
      { account, creditMinor: taken.shareMinor },
    ],
  };
}

/**
 * L12: the share is gone, with the tip and what was owed anyway; the platform bears the rest, and what a
 * rate made of it (L20).
 */
export function lostPosting(dispute: Dispute, taken: TakenMoney, parts: LostParts): Posting {
  const { shareMinor, owedMinor, feeMinor, tipMinor, lossMinor } = parts;
  const ofBooksMinor = shareMinor + owedMinor + feeMinor + tipMinor + lossMinor;
  const lostToExchange = taken.withdrawnMinor - ofBooksMinor;
  return {
    ...about('L12', dispute),
    lines: [
      { account: frozen(dispute), debitMinor: shareMinor },
      { account: REFUNDS_PAYABLE, debitMinor: owedMinor },
      { account: FEES_BORNE, debitMinor: feeMinor },
      { account: TIPS, debitMinor: tipMinor },
      { account: LOSSES, debitMinor: lossMinor },
      { account: EXCHANGE, debitMinor: lostToExchange },
      { account: WITHHELD, creditMinor: taken.withdrawnMinor },
    ],
  };
}
