import type { Locale } from '@vatra/shared/localized.dto';
import type { GrievanceState } from '@vatra/shared/voice/grievance.states';
import type {
  Fixed,
  GrievanceCategory,
  GrievanceSeverity,
} from '@vatra/shared/voice/grievance-kinds';

export interface GrievanceRecord {
  readonly id: string;
  readonly projectId: string;
  readonly state: GrievanceState;
  readonly category: GrievanceCategory;
  readonly severity: GrievanceSeverity | null;
  readonly locale: Locale;
  readonly filedAt: Date;
  readonly acknowledgeBy: Date;
  readonly decideBy: Date;
  readonly answer: string | null;
  readonly publicSummary: string | null;
  readonly fixed: Fixed | null;
  readonly closesAt: Date | null;
  readonly closedAt: Date | null;
}

/** What was written and by whom, as it rests: read apart, so that no list carries it along. */
export interface SealedWords {
  readonly textSealed: string;
  readonly contactSealed: string | null;
}

export interface NewGrievance extends SealedWords {
  readonly id: string;
  readonly codeHash: string;
  readonly projectId: string;
  readonly category: GrievanceCategory;
  readonly locale: Locale;
  readonly filedAt: Date;
  readonly acknowledgeBy: Date;
  readonly decideBy: Date;
}
