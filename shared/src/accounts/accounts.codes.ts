/** Refusals of the accounts feature: unproven 401, invalid 422, forbidden 403, missing 404, conflict 409. */
export const ACCOUNT_CODES = {
  'accounts.wrong-credentials': 'unproven',
  'accounts.email-not-verified': 'forbidden',
  'accounts.wrong-code': 'unproven',
  'accounts.code-already-used': 'unproven',
  'accounts.challenge-over': 'unproven',
  'accounts.link-not-valid': 'invalid',
  'accounts.second-factor-enrolled-already': 'conflict',
  'accounts.second-factor-not-enrolled': 'conflict',
  'accounts.person-unknown': 'missing',
  'accounts.role-to-self': 'forbidden',
  'accounts.role-held-already': 'conflict',
} as const;
