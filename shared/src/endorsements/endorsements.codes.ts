/** Refusals of endorsements; the value is how the api answers. */
export const ENDORSEMENT_CODES = {
  'endorsements.not-found': 'missing',
  'endorsements.project-not-seeking': 'conflict',
  'endorsements.not-an-association': 'invalid',
  'endorsements.association-not-verified': 'conflict',
  'endorsements.association-of-another-place': 'conflict',
  'endorsements.association-exists': 'conflict',
  'endorsements.asked-already': 'conflict',
  'endorsements.not-requested': 'conflict',
  'endorsements.body-too-small': 'conflict',
  'endorsements.call-not-open': 'conflict',
  'endorsements.not-entitled': 'forbidden',
  'endorsements.voted-already': 'conflict',
  'endorsements.choice-missing': 'invalid',
  'endorsements.choice-with-conflict': 'invalid',
  'endorsements.conflict-by-post': 'forbidden',
} as const;
