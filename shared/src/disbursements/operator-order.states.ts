import type { StateTable } from '../states/state-table.js';

/** A movement of the operator's own money, or of a fund it keeps: one prepares it, others approve. */
export type OperatorOrderState =
  'prepared' | 'approved' | 'sent' | 'confirmed' | 'failed' | 'booked' | 'cancelled';

export const OPERATOR_ORDER_MOVES: StateTable<OperatorOrderState> = {
  prepared: ['approved', 'booked', 'cancelled'],
  approved: ['sent', 'cancelled'],
  sent: ['confirmed', 'failed'],
  confirmed: [],
  failed: [],
  booked: [],
  cancelled: [],
};

/** What the operator pays back into client money for costs that were taken from it (L27). */
export type TopUpState = 'planned' | 'waiting' | 'due' | 'sent' | 'arrived' | 'not_needed';

export const TOP_UP_MOVES: StateTable<TopUpState> = {
  planned: ['waiting', 'due', 'not_needed'],
  waiting: ['due', 'not_needed'],
  due: ['sent', 'waiting'],
  sent: ['arrived'],
  arrived: [],
  not_needed: [],
};
