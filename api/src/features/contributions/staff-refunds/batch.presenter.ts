import type {
  RefundBatchView,
  RefundQuoteView,
} from '@vatra/shared/contributions/refund-batches.views';
import type { Localized } from '@vatra/shared/localized.dto';
import { money } from '@vatra/shared/money';
import type { ContributionRecord } from '../contribution.record.js';
import type { BatchItem, BatchRecord } from './batch.record.js';
import type { Refundable } from './refundable.js';

interface About {
  readonly slug: string;
  readonly title: Localized;
}

export interface BatchParts {
  readonly batch: BatchRecord;
  readonly items: readonly {
    readonly item: BatchItem;
    readonly receiptNumber: string;
    readonly project: About;
  }[];
  readonly approvals: number;
  readonly preparedBy: string;
  readonly may: RefundBatchView['may'];
}

export function batchView({
  batch,
  items,
  approvals,
  preparedBy,
  may,
}: BatchParts): RefundBatchView {
  return {
    id: batch.id,
    state: batch.state,
    items: items.map(({ item, receiptNumber, project }) => ({
      contributionId: item.contributionId,
      receiptNumber,
      projectTitle: project.title,
      projectSlug: project.slug,
      kind: item.kind,
      amount: money(item.amountMinor),
      reason: item.reason,
      refundId: item.refundId,
    })),
    total: money(batch.totalMinor),
    contentHash: batch.contentHash,
    approvals,
    approvalsNeeded: batch.approvalsNeeded,
    preparedAt: batch.preparedAt.toISOString(),
    preparedBy,
    closedAt: batch.closedAt?.toISOString() ?? null,
    cancelReason: batch.cancelReason,
    may,
  };
}

export function quoteView(
  gift: ContributionRecord,
  { partMaxMinor, whole }: Refundable,
  project: About,
): RefundQuoteView {
  return {
    contributionId: gift.id,
    receiptNumber: gift.receiptNumber ?? '',
    state: gift.state,
    projectTitle: project.title,
    projectSlug: project.slug,
    paidAt: gift.paidAt?.toISOString() ?? '',
    gross: money(gift.grossMinor),
    gift: money(gift.giftMinor),
    tip: money(gift.tipMinor),
    returned: money(gift.returnedMinor),
    partMax: money(partMaxMinor),
    whole: whole === null ? null : money(whole.amountMinor),
  };
}
