import type { Locale, Localized } from '../localized.dto.js';
import type { GrievanceState } from './grievance.states.js';
import type { Fixed, GrievanceCategory, GrievanceSeverity } from './grievance-kinds.js';

/** What whoever holds the code reads; not what they wrote, as a code may be lost. */
export interface GrievanceView {
  readonly project: { readonly slug: string; readonly title: Localized };
  readonly state: GrievanceState;
  readonly category: GrievanceCategory;
  readonly filedAt: string;
  /** R94: by then a person has read it. */
  readonly acknowledgeBy: string;
  /** R95 */
  readonly decideBy: string;
  /** What was decided, or who is responsible instead. */
  readonly answer: string | null;
  readonly fixed: Fixed | null;
  /** It closes by itself then, unless it is accepted before. */
  readonly closesAt: string | null;
  readonly closedAt: string | null;
  readonly mayAccept: boolean;
}

/** A row of the officer's queue: nothing of what was written. */
export interface GrievanceRowView {
  readonly id: string;
  readonly project: { readonly slug: string; readonly title: Localized };
  readonly state: GrievanceState;
  readonly category: GrievanceCategory;
  readonly severity: GrievanceSeverity | null;
  readonly filedAt: string;
  /** When the next step is due. */
  readonly dueAt: string | null;
  /** R97: false where the officer has a part in the project. */
  readonly mayHandle: boolean;
}

export type GrievanceAct = 'acknowledge' | 'send-elsewhere' | 'triage' | 'investigate' | 'decide';

export interface GrievanceCaseView extends GrievanceRowView {
  readonly text: string;
  readonly contactEmail: string | null;
  readonly locale: Locale;
  readonly answer: string | null;
  readonly publicSummary: string | null;
  readonly fixed: Fixed | null;
  readonly closesAt: string | null;
  readonly closedAt: string | null;
  readonly may: readonly GrievanceAct[];
}

/** What everybody reads of a closed grievance on the page of its project. */
export interface ClosedGrievanceView {
  readonly category: GrievanceCategory;
  readonly filedAt: string;
  readonly closedAt: string;
  readonly summary: string;
  readonly fixed: Fixed;
}
