import type { OrganisationRole, PlatformRole } from './roles.js';
import { ACCOUNT_OPERATIONS } from './operations/accounts.operations.js';
import { MONEY_OPERATIONS } from './operations/money.operations.js';
import { PROJECT_OPERATIONS } from './operations/projects.operations.js';
import { PUBLIC_OPERATIONS } from './operations/public.operations.js';

/**
 * Who may call an operation. This is the first gate, by role alone; whether it is *their* project,
 * tranche or gift is decided by the feature's own policy with the row at hand.
 * - public: anyone, without a session
 * - demo: anyone, in demo and test mode only; elsewhere the route answers 404
 * - signed-in: any account
 * - donor: a guest session of a verified address, or an account
 * - platform: holds one of the platform roles
 * - member: holds one of the roles in some organisation
 */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'demo' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'donor' }
  | { readonly kind: 'platform'; readonly roles: readonly PlatformRole[] }
  | { readonly kind: 'member'; readonly roles: readonly OrganisationRole[] }
  | {
      readonly kind: 'any-of';
      readonly platform: readonly PlatformRole[];
      readonly member: readonly OrganisationRole[];
    };

export interface OperationRow {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below /api/v1, with :parameters. */
  readonly path: string;
  readonly access: Access;
  /** POSTs that create money or approvals demand an Idempotency-Key (ruling 41). */
  readonly idempotencyKey?: true;
}

/** Every route of the api. A route that is not here answers 403; a row without a route fails a test. */
export const OPERATIONS = {
  ...ACCOUNT_OPERATIONS,
  ...PROJECT_OPERATIONS,
  ...MONEY_OPERATIONS,
  ...PUBLIC_OPERATIONS,
} as const satisfies Record<string, OperationRow>;

export type OperationId = keyof typeof OPERATIONS;

export const API_BASE = '/api/v1';

export function operationRow(id: OperationId): OperationRow {
  return OPERATIONS[id];
}

export interface Actor {
  readonly platformRoles: readonly PlatformRole[];
  readonly memberRoles: readonly OrganisationRole[];
}

/** The first gate, pure: may someone with these roles (null = visitor) call this operation? */
export function mayCall(access: Access, actor: Actor | null, isGuest = false): boolean {
  switch (access.kind) {
    case 'public':
    case 'demo':
      return true;
    case 'donor':
      return actor !== null || isGuest;
    case 'signed-in':
      return actor !== null;
    case 'platform':
      return holdsOne(access.roles, actor?.platformRoles);
    case 'member':
      return holdsOne(access.roles, actor?.memberRoles);
    case 'any-of':
      return (
        holdsOne(access.platform, actor?.platformRoles) ||
        holdsOne(access.member, actor?.memberRoles)
      );
  }
}

function holdsOne<Role>(wanted: readonly Role[], held: readonly Role[] | undefined): boolean {
  return held !== undefined && wanted.some((role) => held.includes(role));
}
