/** Every refusal of the results with the reason it is answered with. */
export const RESULT_CODES = {
  'results.not-found': 'missing',
  'results.not-yours': 'forbidden',
  'results.milestones-open': 'conflict',
  'results.not-open': 'conflict',
  'results.too-early': 'conflict',
  'results.indicator-unknown': 'invalid',
  'results.indicators-missing': 'invalid',
  'results.measured-in-future': 'invalid',
  'results.not-submitted': 'conflict',
  'results.not-verified': 'conflict',
  'results.accounts-do-not-balance': 'conflict',
} as const;

export type ResultCode = keyof typeof RESULT_CODES;
