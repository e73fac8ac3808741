/** Roles a person holds on the platform itself (domain 3.3). */
export const PLATFORM_ROLES = [
  'platform_reviewer',
  'finance_maker',
  'finance_checker',
  'volunteer_verifier',
  'grievance_officer',
  'auditor',
  'administrator',
] as const;
export type PlatformRole = (typeof PLATFORM_ROLES)[number];

/** Roles a person holds within one organisation. */
export const ORGANISATION_ROLES = [
  'la_focal_point',
  'la_mayor',
  'la_accountant',
  'hta_member',
  'hta_board',
  'hta_verifier',
  'matching_funder',
] as const;
export type OrganisationRole = (typeof ORGANISATION_ROLES)[number];

export type Role = PlatformRole | OrganisationRole;

/** Ruling 38: these act only with a second factor. */
export const SECOND_FACTOR_ROLES: readonly Role[] = [
  'platform_reviewer',
  'finance_maker',
  'finance_checker',
  'volunteer_verifier',
  'grievance_officer',
  'administrator',
  'hta_verifier',
];
