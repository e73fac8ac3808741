import type { OrganisationRole } from '@vatra/shared/policy/roles';
import type { OrganisationState } from '@vatra/shared/organisations/organisation.states';
import type { DecisionBody, OrganisationKind } from '@vatra/shared/organisations/organisations.dto';

export interface OrganisationRecord {
  readonly id: string;
  readonly slug: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly country: string;
  readonly hostCity: string | null;
  readonly contactEmail: string;
  readonly decisionBody: DecisionBody | null;
  readonly membersCount: number | null;
  readonly state: OrganisationState;
  readonly verificationLevel: number;
  readonly verifiedUntil: Date | null;
  readonly submittedAt: Date | null;
  readonly reviewNote: string | null;
}

export interface MembershipRecord {
  readonly id: string;
  readonly organisationId: string;
  readonly personId: string | null;
  readonly email: string;
  readonly roles: readonly OrganisationRole[];
  readonly voting: boolean;
  readonly state: 'invited' | 'confirmed' | 'ended';
  readonly since: Date;
}

/** The role of whoever founds an organisation, and the roles each kind knows. */
export const FOUNDER_ROLES = {
  local_authority: ['la_mayor'],
  hta: ['hta_member', 'hta_board'],
  initiative_group: ['hta_member', 'hta_board'],
  matching_funder: ['matching_funder'],
} as const satisfies Record<OrganisationKind, readonly OrganisationRole[]>;

export const ROLES_OF_KIND = {
  local_authority: ['la_focal_point', 'la_mayor', 'la_accountant'],
  hta: ['hta_member', 'hta_board', 'hta_verifier'],
  initiative_group: ['hta_member', 'hta_board', 'hta_verifier'],
  matching_funder: ['matching_funder'],
} as const satisfies Record<OrganisationKind, readonly OrganisationRole[]>;

/** Who may run the organisation's own file: members, papers, account. */
export const IN_CHARGE: readonly OrganisationRole[] = ['la_mayor', 'hta_board', 'matching_funder'];
