export const ORGANISATION_KINDS = [
  'local_authority',
  'hta',
  'initiative_group',
  'matching_funder',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];
/** Natives together: they decide by vote (R22) and may endorse. */
export function isAssociation(kind: OrganisationKind): boolean {
  return kind === 'hta' || kind === 'initiative_group';
}
export const DECISION_BODIES = ['assembly', 'board'] as const;
export type DecisionBody = (typeof DECISION_BODIES)[number];
