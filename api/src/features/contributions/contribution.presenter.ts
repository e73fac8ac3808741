import type { ContributionView } from '@vatra/shared/contributions/contributions.views';
import type { Localized } from '@vatra/shared/localized.dto';
import { money } from '@vatra/shared/money';
import type { ContributionRecord, DonorRecord, RefundRecord } from './contribution.record.js';

export interface ContributionContext {
  readonly donor: DonorRecord;
  readonly project: { readonly slug: string; readonly title: Localized };
  readonly placeName: string;
  readonly refunds: readonly RefundRecord[];
  readonly now: Date;
}

export function contributionView(
  contribution: ContributionRecord,
  context: ContributionContext,
): ContributionView {
  const { settled } = contribution;
  const { donor, project, placeName, refunds, now } = context;
  return {
    id: contribution.id,
    state: contribution.state,
    projectId: contribution.projectId,
    projectSlug: project.slug,
    projectTitle: project.title,
    placeName,
    gift: money(contribution.giftMinor),
    tip: money(contribution.tipMinor),
    feeCover: money(contribution.feeCoverMinor),
    gross: money(contribution.grossMinor),
    fee: settled === null ? null : money(settled.feeMinor),
    netCredit: settled === null ? null : money(settled.netMinor),
    checkoutUrl: contribution.state === 'created' ? contribution.checkoutUrl : null,
    createdAt: contribution.createdAt.toISOString(),
    paidAt: textOf(contribution.paidAt),
    receiptNumber: contribution.receiptNumber,
    publicName: donor.publicName,
    withdrawUntil: textOf(contribution.withdrawUntil),
    choiceUntil: textOf(contribution.choiceUntil),
    refunds: refunds.map(refundView),
    may: permitted(contribution, now),
  };
}

/** R46: within fourteen days of paying, in every state of the campaign. */
export function mayWithdraw(contribution: ContributionRecord, now: Date): boolean {
  const { state, withdrawUntil, openRefundId } = contribution;
  const isHeld = state === 'succeeded' || state === 'committed';
  return isHeld && openRefundId === null && withdrawUntil !== null && now <= withdrawUntil;
}

export function mayChoose({ state, openRefundId }: ContributionRecord): boolean {
  return state === 'choice_pending' && openRefundId === null;
}

function permitted(contribution: ContributionRecord, now: Date): ContributionView['may'] {
  return [
    ...(mayWithdraw(contribution, now) ? ['withdraw' as const] : []),
    ...(mayChoose(contribution) ? ['choose' as const] : []),
    ...(['failed', 'expired'].includes(contribution.state) ? ['retry' as const] : []),
  ];
}

function refundView(refund: RefundRecord): ContributionView['refunds'][number] {
  const { id, state, amountMinor, createdAt, reason } = refund;
  return { id, state, amount: money(amountMinor), at: createdAt.toISOString(), reason };
}

function textOf(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}
