import type { ContributionView } from '@vatra/shared/contributions/contributions.views';
import type { RefundClaimView } from '@vatra/shared/contributions/refund-claims.views';
import type { TransferInstructionsView } from '@vatra/shared/contributions/transfers.views';
import type { Localized } from '@vatra/shared/localized.dto';
import { money } from '@vatra/shared/money';
import { mayChoose } from './choices/choice-options.policy.js';
import {
  heldOf,
  type ContributionRecord,
  type DonorRecord,
  type RefundRecord,
} from './contribution.record.js';
import type { ClaimRecord } from './claims/claim.record.js';
import type { DisputeRecord } from './disputes/dispute.record.js';
import { asPaid, presentedOf, sidesOf } from './presented.policy.js';
import type { RefundParts } from './refunds/refund-parts.policy.js';
import { withdrawalOf } from './refunds/withdrawal.policy.js';

export interface ContributionContext {
  readonly donor: DonorRecord;
  readonly project: { readonly slug: string; readonly title: Localized };
  readonly placeName: string;
  readonly refunds: readonly RefundRecord[];
  readonly now: Date;
  readonly isCampaignOpen: boolean;
  readonly isChecked: boolean;
  readonly transfer: TransferInstructionsView | null;
  readonly claims: readonly ClaimRecord[];
  readonly matchedMinor: number | null;
  readonly disputes: readonly DisputeRecord[];
}

export function contributionView(
  contribution: ContributionRecord,
  context: ContributionContext,
): ContributionView {
  const { settled } = contribution;
  const { donor, project, placeName, refunds, matchedMinor } = context;
  const paid = asPaid(contribution);
  const withdrawal = withdrawalOf(contribution, context);
  return {
    id: contribution.id,
    state: contribution.state,
    channel: contribution.channel,
    projectId: contribution.projectId,
    projectSlug: project.slug,
    projectTitle: project.title,
    placeName,
    gift: money(paid.giftMinor, paid.currency),
    tip: money(paid.tipMinor, paid.currency),
    feeCover: money(paid.feeCoverMinor, paid.currency),
    gross: money(paid.grossMinor, paid.currency),
    settled: settledView(contribution),
    fee: settled === null ? null : money(settled.feeMinor),
    netCredit: settled === null ? null : money(settled.netMinor),
    matched: matchedMinor === null ? null : money(matchedMinor),
    held: settled === null ? null : money(heldOf(settled)),
    spent: money(settled?.spentMinor ?? 0),
    checkoutUrl: contribution.state === 'created' ? contribution.checkoutUrl : null,
    isChecked: context.isChecked,
    transfer: context.transfer,
    createdAt: contribution.createdAt.toISOString(),
    paidAt: textOf(contribution.paidAt),
    receiptNumber: contribution.receiptNumber,
    publicName: donor.publicName,
    withdrawUntil: textOf(contribution.withdrawUntil),
    withdrawal: withdrawal === null ? null : withdrawalView(contribution, withdrawal, refunds),
    choiceUntil: textOf(contribution.choiceUntil),
    choiceReason: contribution.choiceReason,
    isMovedHere: contribution.originId !== null,
    returned: money(contribution.returnedMinor),
    refunds: refunds.map((refund) => refundView(refund, context.claims)),
    dispute: disputeView(context.disputes),
    may: permitted(contribution, withdrawal, context.claims),
  };
}

function permitted(
  contribution: ContributionRecord,
  withdrawal: RefundParts | null,
  claims: readonly ClaimRecord[],
): ContributionView['may'] {
  const isAsked = claims.some(({ state }) => state === 'asked' || state === 'unclaimed');
  return [
    ...(isAsked ? ['give_account' as const] : []),
    ...(withdrawal === null ? [] : ['withdraw' as const]),
    ...(mayChoose(contribution) ? ['choose' as const] : []),
    ...(['failed', 'expired'].includes(contribution.state) ? ['retry' as const] : []),
  ];
}

function settledView(contribution: ContributionRecord): ContributionView['settled'] {
  const { presented, giftMinor, tipMinor, feeCoverMinor, grossMinor } = contribution;
  const exchangeRate = presented?.exchangeRate ?? null;
  if (exchangeRate === null) return null;
  return {
    gift: money(giftMinor),
    tip: money(tipMinor),
    feeCover: money(feeCoverMinor),
    gross: money(grossMinor),
    exchangeRate,
  };
}

/** What comes back is said in the currency it comes back in. */
function withdrawalView(
  contribution: ContributionRecord,
  { amountMinor, posting }: RefundParts,
  refunds: readonly RefundRecord[],
): ContributionView['withdrawal'] {
  const lostFeeMinor = posting === 'L14' ? (contribution.settled?.feeMinor ?? 0) : 0;
  const sides = sidesOf(contribution, refunds);
  const amount =
    sides === null ? money(amountMinor) : money(presentedOf(sides, amountMinor), sides.currency);
  return { amount, lostFee: money(lostFeeMinor) };
}

function refundView(
  refund: RefundRecord,
  claims: readonly ClaimRecord[],
): ContributionView['refunds'][number] {
  const { id, state, amountMinor, presented, createdAt, reason } = refund;
  const claim = claims.find((one) => one.id === id);
  return {
    id,
    state,
    amount: presented === null ? money(amountMinor) : money(presented.minor, presented.currency),
    inEuro: presented === null ? null : money(amountMinor),
    at: createdAt.toISOString(),
    reason,
    claim: claim === undefined ? null : claimView(claim),
  };
}

/** The one that matters: what is open, or what was decided last. */
function disputeView(disputes: readonly DisputeRecord[]): ContributionView['dispute'] {
  const dispute = disputes.find(({ state }) => state === 'open') ?? disputes.at(-1);
  if (dispute === undefined) return null;
  const { state, amountMinor, currency, openedAt } = dispute;
  return { state, amount: money(amountMinor, currency), at: openedAt.toISOString() };
}

function claimView(claim: ClaimRecord): RefundClaimView {
  const { state, owedIn, askUntil, unclaimedUntil, account, paidAt } = claim;
  const until = state === 'asked' ? askUntil : state === 'unclaimed' ? unclaimedUntil : null;
  return {
    state,
    isReturned: owedIn === '2900',
    until: textOf(until),
    ibanMasked: account?.ibanMasked ?? null,
    paidAt: textOf(paidAt),
  };
}

function textOf(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
