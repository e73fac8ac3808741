/** Refusals of contributions; the value is how the api answers. */
export const CONTRIBUTION_CODES = {
  'contributions.not-found': 'missing',
  'contributions.campaign-not-open': 'conflict',
  'contributions.currency-not-accepted': 'invalid',
  'contributions.below-minimum': 'invalid',
  'contributions.above-limit': 'invalid',
  'contributions.country-unknown': 'invalid',
  'contributions.not-paid': 'conflict',
  'contributions.withdrawal-window-over': 'conflict',
  'contributions.refund-under-way': 'conflict',
  'contributions.nothing-left': 'conflict',
  'contributions.nothing-to-choose': 'conflict',
} as const;
