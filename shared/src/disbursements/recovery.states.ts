import type { StateTable } from '../states/state-table.js';

/** Domain 3.4 "Recovery": money to get back from an authority. */
export type RecoveryState =
  | 'demanded'
  | 'agreed_plan'
  | 'disputed'
  | 'recovered_partly'
  | 'referred'
  | 'recovered'
  | 'written_off';

export const RECOVERY_MOVES: StateTable<RecoveryState> = {
  demanded: ['agreed_plan', 'disputed', 'referred', 'recovered_partly', 'recovered'],
  agreed_plan: ['disputed', 'referred', 'recovered_partly', 'recovered'],
  disputed: ['agreed_plan', 'referred', 'recovered_partly', 'recovered', 'written_off'],
  recovered_partly: ['agreed_plan', 'disputed', 'referred', 'recovered', 'written_off'],
  referred: ['agreed_plan', 'recovered_partly', 'recovered', 'written_off'],
  recovered: [],
  written_off: [],
};

export const RECOVERY_ENDS: readonly RecoveryState[] = ['recovered', 'written_off'];
