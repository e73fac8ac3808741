import type { OrganisationRole, PlatformRole } from './roles.js';
import type { Access, OperationRow } from './operation-row.js';
import { ACCOUNT_OPERATIONS } from './operations/accounts.operations.js';
import { MATCHING_OPERATIONS } from './operations/matching.operations.js';
import { MONEY_OPERATIONS } from './operations/money.operations.js';
import { OFFLINE_OPERATIONS } from './operations/offline.operations.js';
import { PROJECT_OPERATIONS } from './operations/projects.operations.js';
import { PUBLIC_OPERATIONS } from './operations/public.operations.js';
import { VOICE_OPERATIONS } from './operations/voice.operations.js';

/** Every route of the api. A route that is not here answers 403; a row without a route fails a test. */
export const OPERATIONS = {
  ...ACCOUNT_OPERATIONS,
  ...PROJECT_OPERATIONS,
  ...MONEY_OPERATIONS,
  ...MATCHING_OPERATIONS,
  ...OFFLINE_OPERATIONS,
  ...PUBLIC_OPERATIONS,
  ...VOICE_OPERATIONS,
} as const satisfies Record<string, OperationRow>;

export type { Access, OperationRow };

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
  if (access.kind === 'public' || access.kind === 'demo') return true;
  if (access.kind === 'donor') return actor !== null || isGuest;
  if (actor === null) return false;
  return access.kind === 'signed-in' || holdsRole(access, actor);
}

function holdsRole(
  access: Extract<Access, { kind: 'platform' | 'member' | 'any-of' }>,
  actor: Actor,
): boolean {
  const platform = access.kind === 'any-of' ? access.platform : access.roles;
  const member = access.kind === 'any-of' ? access.member : access.roles;
  return (
    (access.kind !== 'member' && holdsOne<string>(platform, actor.platformRoles)) ||
    (access.kind !== 'platform' && holdsOne<string>(member, actor.memberRoles))
  );
}

function holdsOne<Role>(wanted: readonly Role[], held: readonly Role[]): boolean {
  return wanted.some((role) => held.includes(role));
}
