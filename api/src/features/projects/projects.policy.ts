import type { OrganisationRole, PlatformRole } from '@vatra/shared/policy/roles';
import { PUBLIC_PROJECT_STATES, type ProjectState } from '@vatra/shared/projects/project.states';
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

const SAVING = PROJECT_SECTIONS.map((section) => `projects.save-${section}`);
const OF_AUTHORS = { draft: SAVING, changes_requested: SAVING };
const OF_MAYORS = {
  draft: ['projects.submit'],
  changes_requested: ['projects.submit'],
  unfunded: ['projects.relaunch'],
  ready: ['campaigns.schedule'],
};
const OF_REVIEWERS = { submitted: ['projects.review'] };

type Seen = Pick<ProjectRecord, 'state' | 'leadOrganisationId'>;

/** The authority and staff see a file from its first line; associations once it is public. */
export function maySeeFile(project: Seen, actor: Actor): boolean {
  return (
    holds(actor, project.leadOrganisationId, AUTHORITY_ROLES) ||
    actor.platformRoles.some((role) => STAFF.includes(role)) ||
    PUBLIC_PROJECT_STATES.includes(project.state)
  );
}

/** The operations this person may call on this project now; the web shows no other button. */
export function permitted(project: Seen, actor: Actor): string[] {
  const hats: readonly [boolean, Readonly<Partial<Record<ProjectState, readonly string[]>>>][] = [
    [holds(actor, project.leadOrganisationId, AUTHOR_ROLES), OF_AUTHORS],
    [holds(actor, project.leadOrganisationId, MAYOR_ROLES), OF_MAYORS],
    [isOutsideReviewer(project, actor), OF_REVIEWERS],
  ];
  return hats.flatMap(([isWorn, verbs]) => (isWorn ? (verbs[project.state] ?? []) : []));
}

function isOutsideReviewer({ leadOrganisationId }: Seen, actor: Actor): boolean {
  return (
    actor.platformRoles.includes('platform_reviewer') &&
    actor.memberships.every(({ organisationId }) => organisationId !== leadOrganisationId)
  );
}

function holds(actor: Actor, organisationId: string, roles: readonly OrganisationRole[]): boolean {
  return actor.memberships.some(
    (membership) =>
      membership.organisationId === organisationId &&
      membership.roles.some((role) => roles.includes(role)),
  );
}
