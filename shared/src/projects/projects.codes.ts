/** Refusals of projects; the value is how the api answers. */
export const PROJECT_CODES = {
  'projects.not-found': 'missing',
  'projects.lead-not-an-authority': 'invalid',
  'projects.lead-not-verified': 'conflict',
  'projects.place-not-covered': 'invalid',
  'projects.not-editable': 'conflict',
  'projects.incomplete': 'invalid',
  'projects.plan-unchanged': 'conflict',
  'projects.not-under-review': 'conflict',
  'projects.rounds-exhausted': 'conflict',
  'projects.reviewer-of-the-authority': 'forbidden',
  'projects.reviewer-recused': 'forbidden',
  'projects.scores-missing': 'invalid',
  'projects.not-unfunded': 'conflict',
  'projects.relaunches-exhausted': 'conflict',
} as const;

/** What a section still breaks, by code, with the number of the rule (domain 3.6). */
export const PROJECT_CHECK_CODES = {
  'projects.section-missing': 'R5',
  'projects.not-public-service': 'R2',
  'projects.tier-missing': 'R5',
  'projects.minimum-not-alone': 'R5',
  'projects.minimum-above-optimum': 'R5',
  'projects.line-amount': 'R6',
  'projects.line-needs-quotes': 'R6',
  'projects.contingency-too-high': 'R6',
  'projects.supervision-too-high': 'R6',
  'projects.funding-source-twice': 'R7',
  'projects.funding-does-not-add-up': 'R7',
  'projects.authority-share-too-low': 'R8',
  'projects.in-kind-too-high': 'R8',
  'projects.diaspora-share-too-low': 'R8',
  'projects.owner-missing': 'R10',
  'projects.right-of-use-too-short': 'R11',
  'projects.output-missing': 'R13',
  'projects.outcome-missing': 'R13',
  'projects.target-equals-baseline': 'R13',
  'projects.milestones-too-few': 'R60',
  'projects.milestones-out-of-order': 'R60',
} as const;
export type ProjectCheckCode = keyof typeof PROJECT_CHECK_CODES;
