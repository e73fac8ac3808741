import { money } from '@vatra/shared/money';
import type { AccountRef, Posting, PostingLine } from '../ledger/ledger.service.js';
import {
  heldOf,
  type ContributionRecord,
  type RefundRecord,
  type Settlement,
  type ShareOutReason,
} from './contribution.record.js';
import type { ClaimRecord } from './claims/claim.record.js';
import type { RefundParts } from './refunds/refund-parts.policy.js';

type Gift = Pick<
  ContributionRecord,
  'id' | 'projectId' | 'giftMinor' | 'tipMinor' | 'feeCoverMinor' | 'grossMinor' | 'presented'
>;

const AT_PROVIDER = { code: '1010' };
const CLIENT_BANK = { code: '1100' };
const REFUNDS_PAYABLE = { code: '2130' };
const UNCLAIMED = { code: '2900' };
const TIPS = { code: '4000' };
const FEES_BORNE = { code: '5000' };
const LOSSES = { code: '5030' };
const EXCHANGE = { code: '5200' };

function about(gift: Pick<Gift, 'id' | 'projectId'>): Pick<Posting, 'subject' | 'projectId'> {
  return { subject: { kind: 'contribution', id: gift.id }, projectId: gift.projectId };
}

function fundOf(gift: Gift, code: string) {
  return { code, subjectId: gift.projectId };
}

/**
 * L1, or L23 when the money may not count: the provider's balance grows by what is left of the
 * payment, the project bears its part of the fee and the platform that of the tip.
 */
export function creditPosting(gift: Gift, settled: Settlement, paidOn: string): Posting {
  const kind = settled.fund === '2100' ? 'L1' : 'L23';
  const fund = fundOf(gift, settled.fund);
  return {
    ...about(gift),
    kind,
    purposeKey: `L1:${gift.id}`,
    valueDate: paidOn,
    facts: { gift_minor: gift.giftMinor, fee_cover_minor: gift.feeCoverMinor },
    lines: [
      {
        account: AT_PROVIDER,
        debitMinor: gift.grossMinor - settled.feeMinor,
        ...paidAs(gift.presented),
      },
      { account: fund, debitMinor: settled.feeProjectMinor },
      { account: FEES_BORNE, debitMinor: settled.feeMinor - settled.feeProjectMinor },
      { account: fund, creditMinor: gift.giftMinor + gift.feeCoverMinor },
      { account: TIPS, creditMinor: gift.tipMinor },
    ],
  };
}

/** Ruling 4: for information, what the donor paid before it was converted. */
function paidAs(presented: Gift['presented']): Pick<PostingLine, 'original'> {
  if (presented === null) return {};
  return { original: money(presented.grossMinor, presented.currency) };
}

/** L8, or L23 when the money may not count: the bank shows it, and there was no fee. */
export function transferPosting(gift: Gift, settled: Settlement, valueOn: string): Posting {
  return {
    ...about(gift),
    kind: settled.fund === '2100' ? 'L8' : 'L23',
    purposeKey: `L8:${gift.id}`,
    valueDate: valueOn,
    facts: { gift_minor: settled.netMinor, fee_cover_minor: 0 },
    lines: [
      { account: CLIENT_BANK, debitMinor: settled.netMinor },
      { account: fundOf(gift, settled.fund), creditMinor: settled.netMinor },
    ],
  };
}

/** L16, and what overflow does after it was booked: what is left waits for its donor's choice. */
export function choicePosting(gift: Gift, settled: Settlement): Posting {
  return {
    ...about(gift),
    kind: 'L16',
    purposeKey: `L16:${gift.id}`,
    lines: [
      { account: fundOf(gift, '2100'), debitMinor: settled.netLeftMinor },
      { account: fundOf(gift, '2140'), creditMinor: settled.netLeftMinor },
    ],
  };
}

/**
 * L16 for all gifts of a project at once, L22 of a finished one: what was not paid out waits for the
 * donors (R80, R82).
 */
export function shareOutPosting(
  shareOut: { readonly id: string; readonly projectId: string; readonly reason: ShareOutReason },
  heldMinor: number,
  gifts: number,
): Posting {
  const { id, projectId: subjectId, reason } = shareOut;
  const kind = reason === 'returned' || reason === 'passed_on' ? 'L22' : 'L16';
  return {
    kind,
    purposeKey: `${kind}:share-out:${id}`,
    subject: { kind: 'share_out', id },
    projectId: subjectId,
    facts: { gifts },
    lines: [
      { account: { code: '2100', subjectId }, debitMinor: heldMinor },
      { account: { code: '2140', subjectId }, creditMinor: heldMinor },
    ],
  };
}

/** L16 for what came back later: it waits for those who are asked, or goes to the hometown (R82). */
export function shareRecoveredPosting(
  shareOut: { readonly id: string; readonly projectId: string; readonly placeId: string },
  parts: { readonly askedMinor: number; readonly keptMinor: number; readonly gifts: number },
): Posting {
  const { id, projectId: subjectId, placeId } = shareOut;
  const { askedMinor, keptMinor, gifts } = parts;
  return {
    kind: 'L16',
    purposeKey: `L16:share-out:${id}`,
    subject: { kind: 'share_out', id },
    projectId: subjectId,
    facts: { gifts },
    lines: [
      { account: { code: '2100', subjectId }, debitMinor: askedMinor + keptMinor },
      { account: { code: '2140', subjectId }, creditMinor: askedMinor },
      { account: { code: '2150', subjectId: placeId }, creditMinor: keptMinor },
    ],
  };
}

/**
 * L13, L14, L15 out of the project's fund or L17 out of the pending choice: from now on the amount is
 * owed to the donor. What was paid out before somebody sent it back is the platform's loss. A fee the platform had borne may come back to it (L14).
 */
export function refundPosting(
  gift: Gift,
  account: AccountRef,
  parts: RefundParts,
  refundId: string,
): Posting {
  return {
    ...about(gift),
    kind: parts.posting,
    purposeKey: `${parts.posting}:${refundId}`,
    lines: [
      { account, debitMinor: parts.projectMinor },
      { account: TIPS, debitMinor: parts.tipMinor },
      { account: LOSSES, debitMinor: parts.lossMinor ?? 0 },
      {
        account: FEES_BORNE,
        debitMinor: Math.max(parts.feesMinor, 0),
        creditMinor: Math.max(-parts.feesMinor, 0),
      },
      { account: REFUNDS_PAYABLE, creditMinor: parts.amountMinor },
    ],
  };
}

/** L18: the net credit counts for another project; the entry is that of the new contribution. */
export function movedPosting(
  source: Gift,
  moved: { readonly id: string; readonly projectId: string; readonly amountMinor: number },
): Posting {
  return {
    kind: 'L18',
    purposeKey: `L18:${source.id}`,
    subject: { kind: 'contribution', id: moved.id },
    projectId: moved.projectId,
    lines: [
      { account: fundOf(source, '2140'), debitMinor: moved.amountMinor },
      { account: { code: '2100', subjectId: moved.projectId }, creditMinor: moved.amountMinor },
    ],
  };
}

/** L16 the other way: its donor was asked anew and leaves it with the project (R78, R79). */
export function stayPosting(
  gift: Gift & Pick<ContributionRecord, 'choiceUntil'>,
  settled: Settlement,
): Posting {
  return {
    ...about(gift),
    kind: 'L16',
    purposeKey: `L16:stays:${gift.id}:${gift.choiceUntil?.toISOString() ?? ''}`,
    lines: [
      { account: fundOf(gift, '2140'), debitMinor: heldOf(settled) },
      { account: fundOf(gift, '2100'), creditMinor: heldOf(settled) },
    ],
  };
}

/** L18 into the hometown fund, L22 into the maintenance reserve: what is left stays there for good. */
export function keptPosting(gift: Gift, settled: Settlement, account: AccountRef): Posting {
  const kind = account.code === '2160' ? 'L22' : 'L18';
  return {
    ...about(gift),
    kind,
    purposeKey: `${kind}:${gift.id}`,
    lines: [
      { account: fundOf(gift, '2140'), debitMinor: heldOf(settled) },
      { account, creditMinor: heldOf(settled) },
    ],
  };
}

/** The second half: the provider took it from our balance. A fee of its own is the platform's. */
export function refundPaidPosting(
  gift: Gift,
  refund: Pick<RefundRecord, 'id' | 'amountMinor' | 'posting' | 'presented'>,
  feeMinor: number,
): Posting {
  return {
    ...about(gift),
    kind: refund.posting,
    purposeKey: `${refund.posting}:paid:${refund.id}`,
    lines: [
      { account: REFUNDS_PAYABLE, debitMinor: refund.amountMinor },
      { account: FEES_BORNE, debitMinor: feeMinor },
      {
        account: AT_PROVIDER,
        creditMinor: refund.amountMinor + feeMinor,
        ...(refund.presented === null ? {} : { original: refund.presented }),
      },
    ],
  };
}

/** L20: what the provider took at the rate of the day, against what the books owed; never the project. */
export function exchangePosting(
  gift: Pick<Gift, 'id'>,
  refund: Pick<RefundRecord, 'id' | 'amountMinor'>,
  takenMinor: number,
): Posting {
  const lostMinor = takenMinor - refund.amountMinor;
  return exchange(gift, `L20:${refund.id}`, lostMinor);
}

/** L20: a refund that came back brings what it had taken. */
export function exchangeBackPosting(
  gift: Pick<Gift, 'id'>,
  refund: Pick<RefundRecord, 'id' | 'amountMinor'>,
  backMinor: number,
): Posting {
  const lostMinor = refund.amountMinor - backMinor;
  return exchange(gift, `L20:back:${refund.id}`, lostMinor);
}

/** The entry names the gift and no project: whatever a rate does is the operator's. */
function exchange(gift: Pick<Gift, 'id'>, purposeKey: string, lostMinor: number): Posting {
  const [lost, gained] = [Math.max(lostMinor, 0), Math.max(-lostMinor, 0)];
  return {
    kind: 'L20',
    purposeKey,
    subject: { kind: 'contribution', id: gift.id },
    lines: [
      { account: EXCHANGE, debitMinor: lost, creditMinor: gained },
      { account: AT_PROVIDER, debitMinor: gained, creditMinor: lost },
    ],
  };
}

/** L19: it bounced, or was never taken; the money is kept for its donor. */
export function bouncedPosting(
  gift: Gift,
  refund: Pick<RefundRecord, 'id' | 'amountMinor' | 'paidEntryId'>,
): Posting {
  return {
    ...about(gift),
    kind: 'L19',
    purposeKey: `L19:${refund.id}`,
    lines: [
      {
        account: refund.paidEntryId === null ? REFUNDS_PAYABLE : AT_PROVIDER,
        debitMinor: refund.amountMinor,
      },
      { account: UNCLAIMED, creditMinor: refund.amountMinor },
    ],
  };
}

/** L19, the end: unclaimed for twelve months, it serves the same hometown (R47). */
export function unclaimedOverPosting(
  claim: Pick<ClaimRecord, 'id' | 'contributionId' | 'projectId' | 'amountMinor'>,
  placeId: string,
): Posting {
  return {
    ...about({ id: claim.contributionId, projectId: claim.projectId }),
    kind: 'L19',
    purposeKey: `L19:over:${claim.id}`,
    lines: [
      { account: UNCLAIMED, debitMinor: claim.amountMinor },
      { account: { code: '2150', subjectId: placeId }, creditMinor: claim.amountMinor },
    ],
  };
}
