import { createHash } from 'node:crypto';

/** R73: above this, or to an account changed lately, a second checker approves. */
const SECOND_CHECKER_ABOVE_MINOR = 1_000_000;
export const CHANGED_PAYEE_DAYS = 90;
export const CHANGED_PAYEE_REST_HOURS = 72;

const CONTENT_VERSION = 'tranche-content-1';
const MS_PER_DAY = 86_400_000;

/** What an approval approves: nothing of this may change afterwards. */
export interface PaymentContent {
  readonly trancheId: string;
  readonly attempt: number;
  readonly amountMinor: number;
  readonly currency: 'EUR';
  readonly payeeAccountId: string;
  readonly payeeFingerprint: string;
  readonly holder: string;
  readonly instructionId: string;
}

/** The hash the checker sees and sends back; another amount, payee or instruction is another hash. */
export function contentHash(content: PaymentContent): string {
  const parts = [
    CONTENT_VERSION,
    content.trancheId,
    content.attempt,
    content.amountMinor,
    content.currency,
    content.payeeAccountId,
    content.payeeFingerprint,
    content.holder,
    content.instructionId,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

export function approvalsNeeded(amountMinor: number, payeeChangedRecently: boolean): 1 | 2 {
  return amountMinor > SECOND_CHECKER_ABOVE_MINOR || payeeChangedRecently ? 2 : 1;
}

/** The first account of an authority is not a change; one that took another's place is. */
export function changedRecently(
  payee: { readonly isChange: boolean; readonly decidedAt: Date | null },
  now: Date,
): boolean {
  if (!payee.isChange || payee.decidedAt === null) return false;
  return now.getTime() - payee.decidedAt.getTime() < CHANGED_PAYEE_DAYS * MS_PER_DAY;
}

/** One instruction, one id for all attempts (R75), within the 35 characters banks carry along. */
export function instructionIdOf(trancheId: string): string {
  return `VT${trancheId.replaceAll('-', '')}`;
}
