import { money } from '@vatra/shared/money';
import type {
  OperatorOrderView,
  TopUpView,
} from '@vatra/shared/disbursements/operator-money.views';
import type { PayeeAccountRow } from '../payees/payee-accounts.repository.js';
import type { OrderRecord, TopUpRecord } from './order.record.js';

export interface OrderParts {
  readonly order: OrderRecord;
  readonly source: string | null;
  readonly payee: OperatorOrderView['payee'];
  readonly approvals: number;
  readonly preparedBy: string;
  readonly may: OperatorOrderView['may'];
}

export function orderView({ order, ...shown }: OrderParts): OperatorOrderView {
  return {
    ...shown,
    id: order.id,
    kind: order.kind,
    state: order.state,
    amount: money(order.amountMinor),
    reason: order.reason,
    contentHash: order.contentHash,
    approvalsNeeded: order.approvalsNeeded,
    preparedAt: order.preparedAt.toISOString(),
    closedAt: order.closedAt?.toISOString() ?? null,
    cancelReason: order.cancelReason,
    instructionId: order.instructionId,
    hasFile: order.storageKey !== null,
  };
}

export function topUpView(topUp: TopUpRecord): TopUpView {
  return {
    id: topUp.id,
    state: topUp.state,
    amount: topUp.amountMinor === null ? null : money(topUp.amountMinor),
    dueAt: topUp.dueAt.toISOString(),
    instructionId: topUp.instructionId,
    hasFile: topUp.storageKey !== null,
  };
}

/** Never the account number itself. */
export function payeeShown(payee: PayeeAccountRow | null): OperatorOrderView['payee'] {
  return payee === null ? null : { holder: payee.holder, account: payee.ibanMasked };
}
