/** Refusals of organisations; the value is how the api answers. */
export const ORGANISATION_CODES = {
  'organisations.not-found': 'missing',
  'organisations.membership-not-found': 'missing',
  'organisations.not-yours': 'forbidden',
  'organisations.reviewer-is-member': 'forbidden',
  'organisations.place-unknown': 'invalid',
  'organisations.decision-body-missing': 'invalid',
  'organisations.level-missing': 'invalid',
  'organisations.role-of-another-kind': 'invalid',
  'organisations.already-member': 'conflict',
  'organisations.last-in-charge': 'conflict',
} as const;
