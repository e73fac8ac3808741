import { PUBLIC_FILE_PURPOSES, type FilePurpose } from '@vatra/shared/files/files.views';
import type { PlatformRole } from '@vatra/shared/policy/roles';
import type { Actor } from '../../platform/actor.js';

/** Staff whose work is to look at papers. */
const STAFF: readonly PlatformRole[] = [
  'platform_reviewer',
  'finance_maker',
  'finance_checker',
  'auditor',
  'administrator',
];

export interface FileFacts {
  readonly purpose: FilePurpose;
  readonly uploadedBy: string;
  readonly isPublished: boolean;
}

/**
 * Published proof is everybody's. Before that, everybody who may look behind a project sees what
 * will be public; bank papers, statements, agreements and registers only their uploader and staff.
 */
export function maySeeFile(file: FileFacts, actor: Actor | null): boolean {
  const isPublicKind = PUBLIC_FILE_PURPOSES.includes(file.purpose);
  if (isPublicKind && file.isPublished) return true;
  if (actor === null || actor.personId === null) return false;
  if (actor.personId === file.uploadedBy) return true;
  if (actor.platformRoles.some((role) => STAFF.includes(role))) return true;
  return isPublicKind && (actor.platformRoles.length > 0 || actor.memberships.length > 0);
}
