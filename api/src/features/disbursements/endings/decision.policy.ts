import type { ProjectDecisionKind } from '@vatra/shared/disbursements/project-decisions.dto';
import type { ProjectState } from '@vatra/shared/projects/project.states';

/** Domain 3.4 "Project": from where each decision leads on. Works are stopped before they are ended. */
const FROM: Readonly<Record<ProjectDecisionKind, readonly ProjectState[]>> = {
  suspend: ['implementing'],
  resume: ['suspended'],
  cancel: ['agreement_pending', 'suspended'],
};

export function isPossible(kind: ProjectDecisionKind, state: ProjectState): boolean {
  return FROM[kind].includes(state);
}

export function possibleIn(state: ProjectState): ProjectDecisionKind[] {
  return (Object.keys(FROM) as ProjectDecisionKind[]).filter((kind) => isPossible(kind, state));
}
