import type { OrganisationRole, PlatformRole } from '@vatra/shared/policy/roles';

export interface ActorMembership {
  readonly organisationId: string;
  readonly roles: readonly OrganisationRole[];
  readonly voting: boolean;
}

/** Who acts: a signed-in person, a guest donor, or the system's own jobs. */
export interface Actor {
  /** Null for the system and for guests. */
  readonly personId: string | null;
  readonly name: string;
  readonly platformRoles: readonly PlatformRole[];
  readonly memberships: readonly ActorMembership[];
  /** This session was opened with a second factor. */
  readonly secondFactor: boolean;
  /** The address a guest donor has proved to be theirs (ruling 40), or the account's own. */
  readonly verifiedEmail: string | null;
}

export const SYSTEM: Actor = {
  personId: null,
  name: 'system',
  platformRoles: [],
  memberships: [],
  secondFactor: false,
  verifiedEmail: null,
};

/** The hat written into histories: what somebody acted as, never who they are. */
export function roleForHistory(actor: Actor): string {
  if (actor === SYSTEM) return 'system';
  const membershipRole = actor.memberships[0]?.roles[0];
  return actor.platformRoles[0] ?? membershipRole ?? (actor.personId === null ? 'donor' : 'person');
}
