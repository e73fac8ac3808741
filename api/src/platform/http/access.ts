import { mayCall, type Access } from '@vatra/shared/policy/policy';
import { SECOND_FACTOR_ROLES, type Role } from '@vatra/shared/policy/roles';
import type { Actor } from '../actor.js';

/** Ruling 38: without a second factor these roles sleep; the person acts as if without them. */
export function withAwakeRoles(actor: Actor): Actor {
  if (actor.secondFactor) return actor;
  const awake = (role: Role) => !SECOND_FACTOR_ROLES.includes(role);
  return {
    ...actor,
    platformRoles: actor.platformRoles.filter(awake),
    memberships: actor.memberships.map((membership) => ({
      ...membership,
      roles: membership.roles.filter(awake),
    })),
  };
}

/** The first gate for a person, a guest (an actor without person) or a visitor (null). */
export function mayEnter(access: Access, actor: Actor | null): boolean {
  const isGuest = actor !== null && actor.personId === null;
  const person =
    actor === null || isGuest
      ? null
      : {
          platformRoles: actor.platformRoles,
          memberRoles: actor.memberships.flatMap(({ roles }) => roles),
        };
  return mayCall(access, person, isGuest);
}
