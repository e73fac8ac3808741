import type { StateTable } from '../states/state-table.js';

/**
 * R78: the authority proposes another purpose or place, an endorsing association agrees, then the
 * donors are asked. What they leave with the project serves the new purpose; nothing left, it lapses.
 */
export type PurposeChangeState =
  'proposed' | 'withdrawn' | 'refused' | 'asked' | 'in_force' | 'lapsed';

export const PURPOSE_CHANGE_MOVES: StateTable<PurposeChangeState> = {
  proposed: ['withdrawn', 'refused', 'asked'],
  asked: ['in_force', 'lapsed'],
  withdrawn: [],
  refused: [],
  in_force: [],
  lapsed: [],
};
