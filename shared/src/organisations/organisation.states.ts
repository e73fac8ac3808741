import type { StateTable } from '../states/state-table.js';

/** Domain 3.4 "Organisation verification", with ruling 29's way back from info_requested. */
export type OrganisationState =
  | 'unverified'
  | 'submitted'
  | 'info_requested'
  | 'verified'
  | 'expiring'
  | 'expired'
  | 'suspended'
  | 'revoked';

export const ORGANISATION_MOVES: StateTable<OrganisationState> = {
  unverified: ['submitted'],
  submitted: ['info_requested', 'verified'],
  info_requested: ['submitted', 'unverified'],
  verified: ['expiring', 'suspended'],
  expiring: ['expired', 'verified', 'suspended'],
  expired: ['submitted'],
  suspended: ['verified', 'revoked'],
  revoked: [],
};
