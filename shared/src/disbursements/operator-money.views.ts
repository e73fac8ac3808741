import type { Money } from '../money.js';
import type { Localized } from '../localized.dto.js';
import type { OrderKind } from './operator-money.dto.js';
import type { OperatorOrderState, TopUpState } from './operator-order.states.js';
import type { RefillState } from './refill.states.js';

export interface OperatorOrderView {
  readonly id: string;
  readonly kind: OrderKind;
  readonly state: OperatorOrderState;
  readonly amount: Money;
  /** The town or the project whose fund pays; null for the operator's own money. */
  readonly source: string | null;
  /** Who is paid and where, masked; null when nothing leaves the bank. */
  readonly payee: { readonly holder: string; readonly account: string } | null;
  readonly reason: string;
  readonly contentHash: string;
  readonly approvals: number;
  readonly approvalsNeeded: number;
  readonly preparedBy: string;
  readonly preparedAt: string;
  readonly closedAt: string | null;
  readonly cancelReason: string | null;
  readonly instructionId: string | null;
  /** There is a payment file to hand to the bank. */
  readonly hasFile: boolean;
  readonly may: readonly ('approve' | 'cancel')[];
}

/** A payment of the operator into client money (L27). */
export interface TopUpView {
  readonly id: string;
  readonly state: TopUpState;
  readonly amount: Money | null;
  readonly dueAt: string;
  readonly instructionId: string;
  readonly hasFile: boolean;
}

/** Client money sent from the bank back to Stripe, for payments that wait for it there. */
export interface RefillView {
  readonly id: string;
  readonly state: RefillState;
  readonly amount: Money;
  readonly orderedAt: string;
  readonly instructionId: string;
  readonly hasFile: boolean;
  /** No payment waits for it, and nobody has fetched its file. */
  readonly mayCancel: boolean;
  /** The bank's word for why it came back. */
  readonly returnReason: string | null;
}

/** What payments through Stripe lack there, and what is on its way to them. */
export interface RefillsView {
  /** We know where Stripe takes money from our bank. */
  readonly isPossible: boolean;
  /** Approved payments that wait for money at Stripe. */
  readonly waiting: Money;
  /** Gone from the bank and not yet shown by Stripe; below zero it is the other way round. */
  readonly onTheWay: Money;
  readonly rows: readonly RefillView[];
}

/** An approved payment through Stripe that waits for money there. */
export interface WaitingTransferView {
  readonly id: string;
  readonly trancheId: string;
  readonly projectTitle: Localized;
  readonly trancheNumber: number;
  readonly amount: Money;
  readonly approvedAt: string;
  /** How often Stripe was looked at; the more often, the longer until the next time. */
  readonly tries: number;
}

/** A hometown fund or a maintenance reserve with money in it, and who would be paid from it. */
export interface GrantSourceView {
  readonly kind: 'town_grant' | 'repair_grant';
  readonly sourceId: string;
  readonly name: string;
  readonly held: Money;
  /** Null while the authority has no verified account. */
  readonly payee: { readonly holder: string; readonly account: string } | null;
}

/** Where the operator stands with its own money, and client money with its cover. */
export interface OperatorMoneyView {
  /** Tips, grants and loss reserve together. */
  readonly own: Money;
  /** What the operator has had to bear. */
  readonly costs: Money;
  readonly lossReserve: Money;
  readonly operatingBank: Money;
  readonly heldForOthers: Money;
  /** Below zero client money lacks something, and tranches wait (L27). */
  readonly cover: Money;
  /** The most of the operator's own money that may leave the client account now (L5). */
  readonly ownOutMax: Money;
  /** Own money is less than the costs, or the operating account cannot pay a top-up. */
  readonly isShort: boolean;
  readonly orders: readonly OperatorOrderView[];
  readonly topUps: readonly TopUpView[];
  readonly refills: RefillsView;
  readonly sources: readonly GrantSourceView[];
}
