import type { StateTable } from '../states/state-table.js';

/**
 * Domain 3.4 "Tranche"; on_hold leads back to the state it came from (ruling 29), or ends with the
 * project, and so does a payment the bank has refused. What a payee's bank sends back days after it
 * was paid through Stripe is on its way again: it lies in the payee's account there.
 */
export type TrancheState =
  | 'planned'
  | 'conditions_met'
  | 'prepared'
  | 'approved'
  | 'sent'
  | 'confirmed'
  | 'failed'
  | 'on_hold'
  | 'returned'
  | 'cancelled';

export const TRANCHE_MOVES: StateTable<TrancheState> = {
  planned: ['conditions_met', 'on_hold', 'cancelled'],
  conditions_met: ['prepared', 'on_hold', 'planned'],
  prepared: ['approved', 'on_hold', 'conditions_met'],
  approved: ['sent', 'on_hold'],
  sent: ['confirmed', 'failed'],
  confirmed: ['returned', 'sent'],
  failed: ['prepared', 'cancelled'],
  on_hold: ['planned', 'conditions_met', 'prepared', 'approved', 'cancelled'],
  returned: [],
  cancelled: [],
};
