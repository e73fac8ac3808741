import type { OrganisationRole } from '@vatra/shared/policy/roles';

/** Who may write the file of a project for its authority. */
export const AUTHOR_ROLES: readonly OrganisationRole[] = ['la_focal_point', 'la_mayor'];
/** Who answers for it. */
export const MAYOR_ROLES: readonly OrganisationRole[] = ['la_mayor'];
/** Everybody of the authority who sees the file. */
export const AUTHORITY_ROLES: readonly OrganisationRole[] = [
  'la_focal_point',
  'la_mayor',
  'la_accountant',
];
/** R1: existence proven. */
export const LEAD_LEVEL_MIN = 2;
