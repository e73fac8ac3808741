import type { StateTable } from '../states/state-table.js';

/** Domain 3.4 "Endorsement". */
export type EndorsementState =
  | 'requested'
  | 'first_call'
  | 'second_call'
  | 'rejected'
  | 'active'
  | 'reconfirmation_due'
  | 'expired'
  | 'suspended'
  | 'revoked';

export const ENDORSEMENT_MOVES: StateTable<EndorsementState> = {
  requested: ['first_call'],
  first_call: ['second_call', 'active', 'rejected'],
  second_call: ['rejected', 'active'],
  rejected: [],
  active: ['reconfirmation_due', 'expired', 'suspended', 'revoked'],
  reconfirmation_due: ['active', 'expired'],
  expired: [],
  suspended: ['active'],
  revoked: [],
};
