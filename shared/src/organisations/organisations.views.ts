import type { OrganisationRole } from '../policy/roles.js';
import type { PlaceView } from '../places/places.views.js';
import type { DecisionBody, OrganisationKind } from './organisations.dto.js';
import type { OrganisationState } from './organisation.states.js';

export interface OrganisationCard {
  readonly id: string;
  readonly slug: string;
  readonly kind: OrganisationKind;
  readonly name: string;
  readonly country: string;
  readonly hostCity: string | null;
  readonly state: OrganisationState;
  readonly verificationLevel: number;
}

export interface OrganisationView extends OrganisationCard {
  readonly places: readonly PlaceView[];
  readonly decisionBody: DecisionBody | null;
  readonly membersCount: number | null;
  readonly votingMembers: number;
  readonly verifiedUntil: string | null;
  /** What the asking person may do here; empty for visitors. */
  readonly myRoles: readonly OrganisationRole[];
  /** Shown to members and staff only. */
  readonly contactEmail: string | null;
  readonly reviewNote: string | null;
  /** The papers handed in; told to reviewers only. */
  readonly paperIds?: readonly string[];
}

export interface MemberView {
  readonly membershipId: string;
  readonly personId: string | null;
  readonly name: string | null;
  readonly email: string;
  readonly roles: readonly OrganisationRole[];
  readonly voting: boolean;
  readonly state: 'invited' | 'confirmed' | 'ended';
  readonly since: string;
}
