/** Domain 5.6: what a grievance is about decides its clock. */
export const GRIEVANCE_CATEGORIES = [
  'money',
  'safety',
  'works',
  'exclusion',
  'personal_data',
  'platform',
  'question',
] as const;
export type GrievanceCategory = (typeof GRIEVANCE_CATEGORIES)[number];

/** 1: money missing, danger or fraud; payments stand still (R98). */
export const GRIEVANCE_SEVERITIES = [1, 2, 3] as const;
export type GrievanceSeverity = (typeof GRIEVANCE_SEVERITIES)[number];

/** Whether what was wrong was put right. */
export const FIXED = ['yes', 'no', 'not_applicable'] as const;
export type Fixed = (typeof FIXED)[number];
