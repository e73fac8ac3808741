import type { StateTable } from '../states/state-table.js';

/** A verifier's case: drawn at random, accepted without a conflict, answered; or given to another. */
export type VerificationState = 'drawn' | 'accepted' | 'declined' | 'answered';

export const VERIFICATION_MOVES: StateTable<VerificationState> = {
  drawn: ['accepted', 'declined'],
  accepted: ['answered', 'declined'],
  declined: [],
  answered: [],
};
