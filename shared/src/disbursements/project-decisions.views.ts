import type { Localized } from '../localized.dto.js';
import type { ProjectState } from '../projects/project.states.js';
import type { ProjectDecisionKind } from './project-decisions.dto.js';
import type { ProjectDecisionState } from './project-decision.states.js';

export interface ProjectDecisionView {
  readonly id: string;
  readonly kind: ProjectDecisionKind;
  readonly state: ProjectDecisionState;
  readonly reason: string;
  readonly proposedAt: string;
  readonly closedAt: string | null;
  readonly may: readonly ('confirm' | 'withdraw')[];
}

/** What staff see before they stop a project, let it go on, or end it. */
export interface ProjectDecisionsView {
  readonly projectId: string;
  readonly title: Localized;
  readonly state: ProjectState;
  /** What could be proposed now; nothing while a decision waits for its second person. */
  readonly possible: readonly ProjectDecisionKind[];
  readonly heldMinor: number;
  readonly paidOutMinor: number;
  readonly decisions: readonly ProjectDecisionView[];
}
