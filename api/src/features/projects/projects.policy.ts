import type { PlatformRole } from '@vatra/shared/policy/roles';
import type { OrganisationRole } from '@vatra/shared/policy/roles';
import { PUBLIC_PROJECT_STATES } from '@vatra/shared/projects/project.states';
import { PROJECT_SECTIONS } from '@vatra/shared/projects/projects.dto';
import type { Actor } from '../../platform/actor.js';
import { AUTHORITY_ROLES, AUTHOR_ROLES, MAYOR_ROLES } from './project-roles.js';
import type { ProjectRecord } from './project.record.js';

const STAFF: readonly PlatformRole[] = [
  'platform_reviewer',
  'finance_maker',
  'finance_checker',
  'auditor',
  'administrator',
];

type Seen = Pick<ProjectRecord, 'state' | 'leadOrganisationId'>;

/** The authority and staff see a file from its first line; associations once it is public. */
export function maySeeFile(project: Seen, actor: Actor): boolean {
  return (
    holds(actor, project.leadOrganisationId, AUTHORITY_ROLES) ||
    actor.platformRoles.some((role) => STAFF.includes(role)) ||
    PUBLIC_PROJECT_STATES.includes(project.state)
  );
}

/** The operations of projects this person may call on this one now; the web shows no other button. */
export function permitted(project: Seen, actor: Actor): string[] {
  const { state, leadOrganisationId } = project;
  const isAuthor = holds(actor, leadOrganisationId, AUTHOR_ROLES);
  const isMayor = holds(actor, leadOrganisationId, MAYOR_ROLES);
  const isOpen = state === 'draft' || state === 'changes_requested';
  const isReviewer =
    actor.platformRoles.includes('platform_reviewer') &&
    actor.memberships.every(({ organisationId }) => organisationId !== leadOrganisationId);
  return [
    ...(isAuthor && isOpen ? PROJECT_SECTIONS.map((section) => `projects.save-${section}`) : []),
    ...(isMayor && isOpen ? ['projects.submit'] : []),
    ...(isMayor && state === 'unfunded' ? ['projects.relaunch'] : []),
    ...(isMayor && state === 'ready' ? ['campaigns.schedule'] : []),
    ...(isReviewer && state === 'submitted' ? ['projects.review'] : []),
  ];
}

function holds(actor: Actor, organisationId: string, roles: readonly OrganisationRole[]): boolean {
  return actor.memberships.some(
    (membership) =>
      membership.organisationId === organisationId &&
      membership.roles.some((role) => roles.includes(role)),
  );
}
