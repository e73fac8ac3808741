import type { OrganisationRole, PlatformRole } from '../roles.js';

export const PUBLIC = { kind: 'public' } as const;
export const DEMO = { kind: 'demo' } as const;
export const SIGNED_IN = { kind: 'signed-in' } as const;
export const DONOR = { kind: 'donor' } as const;

export const platform = <const Roles extends readonly PlatformRole[]>(...roles: Roles) =>
  ({ kind: 'platform', roles }) as const;

export const member = <const Roles extends readonly OrganisationRole[]>(...roles: Roles) =>
  ({ kind: 'member', roles }) as const;

export const anyOf = (
  platformRoles: readonly PlatformRole[],
  memberRoles: readonly OrganisationRole[],
) => ({ kind: 'any-of', platform: platformRoles, member: memberRoles }) as const;

/** Everybody who may look behind the public page of some project. */
export const INSIDERS = anyOf(
  ['platform_reviewer', 'finance_maker', 'finance_checker', 'auditor', 'administrator'],
  ['la_focal_point', 'la_mayor', 'la_accountant', 'hta_member', 'hta_board', 'hta_verifier'],
);
