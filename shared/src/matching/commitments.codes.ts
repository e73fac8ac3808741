/** Refusals of the authority's co-financing; the value is how the api answers. */
export const COMMITMENT_CODES = {
  'matching.commitment-not-found': 'missing',
  'matching.evidence-not-found': 'missing',
  'matching.project-closed-to-commitments': 'conflict',
  'matching.nothing-committed': 'invalid',
  'matching.decision-in-the-future': 'invalid',
  'matching.too-many': 'conflict',
  'matching.not-declared': 'conflict',
  'matching.not-decided': 'conflict',
  'matching.not-withdrawable': 'conflict',
  'matching.own-authority': 'forbidden',
  'matching.evidence-decided-already': 'conflict',
  'matching.evidence-shown-already': 'invalid',
  'matching.evidence-exceeds-commitment': 'conflict',
} as const;
