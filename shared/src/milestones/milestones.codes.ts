/** Every refusal of the milestones with the reason it is answered with. */
export const MILESTONE_CODES = {
  'milestones.not-found': 'missing',
  'milestones.not-open-for-report': 'conflict',
  'milestones.evidence-incomplete': 'invalid',
  'milestones.invoice-known': 'invalid',
  'milestones.invoice-in-future': 'invalid',
  'milestones.case-not-yours': 'forbidden',
  'milestones.case-not-open': 'conflict',
  'milestones.case-too-close': 'forbidden',
  'milestones.answers-incomplete': 'invalid',
  'milestones.answers-contradict': 'invalid',
  'milestones.photo-missing': 'invalid',
  'milestones.photo-not-own': 'invalid',
  'milestones.visit-in-future': 'invalid',
  'milestones.no-doubt-open': 'conflict',
  'milestones.spending-not-open': 'conflict',
} as const;

export type MilestoneCode = keyof typeof MILESTONE_CODES;
