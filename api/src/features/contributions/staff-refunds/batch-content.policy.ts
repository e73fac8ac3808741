import { createHash } from 'node:crypto';
import type { BatchItem } from './batch.record.js';

/** Ruling 37: above this a second checker approves. */
const SECOND_CHECKER_ABOVE_MINOR = 1_000_000;
const CONTENT_VERSION = 'refund-batch-1';

/** What an approval approves: another gift, amount, reason or account is another hash. */
export function contentHash(
  batchId: string,
  items: readonly Pick<BatchItem, 'contributionId' | 'kind' | 'amountMinor' | 'reason' | 'claim'>[],
): string {
  const parts = items.map(({ contributionId, kind, amountMinor, reason, claim }) => [
    contributionId,
    kind,
    amountMinor,
    reason,
    claim?.id ?? null,
    claim?.payeeFingerprint ?? null,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([CONTENT_VERSION, batchId, parts]))
    .digest('hex');
}

export function approvalsNeeded(totalMinor: number): 1 | 2 {
  return totalMinor > SECOND_CHECKER_ABOVE_MINOR ? 2 : 1;
}
