import type { OrganisationRole, PlatformRole } from './roles.js';

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
