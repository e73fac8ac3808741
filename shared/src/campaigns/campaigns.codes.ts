/** Refusals of campaigns; the value is how the api answers. */
export const CAMPAIGN_CODES = {
  'campaigns.not-found': 'missing',
  'campaigns.not-open': 'conflict',
  'campaigns.project-not-ready': 'conflict',
  'campaigns.already-scheduled': 'conflict',
  'campaigns.start-in-the-past': 'invalid',
  'campaigns.start-too-far': 'invalid',
  'campaigns.extension-once': 'conflict',
  'campaigns.extension-too-late': 'conflict',
  'campaigns.extension-too-little-counted': 'conflict',
  'campaigns.extension-not-asked': 'conflict',
  'campaigns.not-endorsing': 'forbidden',
  'campaigns.not-on-hold': 'conflict',
  'campaigns.below-minimum': 'conflict',
  'campaigns.concern-open': 'conflict',
  'campaigns.hold-extended-already': 'conflict',
  'campaigns.days-missing': 'invalid',
} as const;
