import type { OrderKind } from '@vatra/shared/disbursements/operator-money.dto';
import type {
  OperatorOrderState,
  TopUpState,
} from '@vatra/shared/disbursements/operator-order.states';

export interface OrderRecord {
  readonly id: string;
  readonly kind: OrderKind;
  readonly state: OperatorOrderState;
  readonly amountMinor: number;
  /** The town or the project whose fund pays; null for the operator's own money. */
  readonly sourceId: string | null;
  readonly payeeAccountId: string | null;
  readonly reason: string;
  readonly contentHash: string;
  readonly approvalsNeeded: 1 | 2;
  readonly preparedBy: string;
  readonly preparedAt: Date;
  readonly closedAt: Date | null;
  readonly cancelReason: string | null;
  readonly instructionId: string | null;
  readonly messageId: string | null;
  readonly storageKey: string | null;
  readonly entryId: string | null;
}

export interface TopUpRecord {
  readonly id: string;
  readonly state: TopUpState;
  readonly dueAt: Date;
  readonly amountMinor: number | null;
  readonly instructionId: string;
  readonly messageId: string | null;
  readonly storageKey: string | null;
}
