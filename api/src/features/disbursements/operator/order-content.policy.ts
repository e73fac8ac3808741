import { createHash } from 'node:crypto';
import type { OrderKind } from '@vatra/shared/disbursements/operator-money.dto';
import type { PayeeAccountRow } from '../payees/payee-accounts.repository.js';
import type { OrderRecord } from './order.record.js';

const CONTENT_VERSION = 'operator-order-1';

/** What is only written down; everything else leaves the bank. */
const BOOKED_ONLY: readonly OrderKind[] = [
  'grant_received',
  'reserve_received',
  'fees_covered',
  'dispute_loss_covered',
  'refill_loss_borne',
  'own_money_to_stripe',
];

export function isBookedOnly(kind: OrderKind): boolean {
  return BOOKED_ONLY.includes(kind);
}

export function isGrant(kind: OrderKind): boolean {
  return kind === 'town_grant' || kind === 'repair_grant';
}

type Content = Pick<
  OrderRecord,
  'id' | 'kind' | 'amountMinor' | 'sourceId' | 'payeeAccountId' | 'reason'
>;

/** What an approval approves: another amount, source, payee or reason is another hash. */
export function contentHash(content: Content, payee: PayeeAccountRow | null): string {
  const parts = [
    CONTENT_VERSION,
    content.id,
    content.kind,
    content.amountMinor,
    content.sourceId,
    content.payeeAccountId,
    payee?.ibanFingerprint ?? null,
    payee?.holder ?? null,
    content.reason,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** One id for the bank, within the 35 characters it carries along (R75). */
export function orderInstructionId(orderId: string): string {
  return `VO${orderId.replaceAll('-', '')}`;
}

export function topUpInstructionId(topUpId: string): string {
  return `VU${topUpId.replaceAll('-', '')}`;
}
