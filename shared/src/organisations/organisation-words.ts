export const ORGANISATION_KINDS = ['local_authority', 'hta', 'initiative_group'] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];
export const DECISION_BODIES = ['assembly', 'board'] as const;
export type DecisionBody = (typeof DECISION_BODIES)[number];
