import type { ProjectDecisionKind } from '@vatra/shared/disbursements/project-decisions.dto';
import type { ProjectState } from '@vatra/shared/projects/project.states';

/** Decisions about the works, as opposed to those about money that will not come back. */
type WorksDecision = Exclude<ProjectDecisionKind, 'write_off'>;

/** Domain 3.4 "Project": from where each decision leads on. Works are stopped before they are ended. */
const FROM: Readonly<Record<WorksDecision, readonly ProjectState[]>> = {
  suspend: ['implementing'],
  resume: ['suspended'],
  cancel: ['agreement_pending', 'suspended'],
};

export function isPossible(kind: WorksDecision, state: ProjectState): boolean {
  return FROM[kind].includes(state);
}

export function possibleIn(state: ProjectState): WorksDecision[] {
  return (Object.keys(FROM) as WorksDecision[]).filter((kind) => isPossible(kind, state));
}
