import type { MembershipView, MeView } from '@vatra/shared/accounts/accounts.views';
import type { PlatformRole } from '@vatra/shared/policy/roles';

/** One of the parts a person plays: a role on the platform, or their place in an organisation. */
export type Hat =
  | { readonly id: string; readonly kind: 'platform'; readonly role: PlatformRole }
  | { readonly id: string; readonly kind: 'organisation'; readonly membership: MembershipView };

export function hatsOf(person: MeView): readonly Hat[] {
  return [
    ...person.memberships
      .filter(({ state }) => state === 'confirmed')
      .map((membership) => ({
        id: membership.membershipId,
        kind: 'organisation' as const,
        membership,
      })),
    ...person.platformRoles.map((role) => ({ id: role, kind: 'platform' as const, role })),
  ];
}
