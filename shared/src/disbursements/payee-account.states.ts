import type { StateTable } from '../states/state-table.js';

/** An account a local authority is paid on: nothing is paid before finance has verified it. */
export type PayeeAccountState = 'offered' | 'verified' | 'refused' | 'replaced';

export const PAYEE_ACCOUNT_MOVES: StateTable<PayeeAccountState> = {
  offered: ['verified', 'refused', 'replaced'],
  verified: ['replaced'],
  refused: [],
  replaced: [],
};
