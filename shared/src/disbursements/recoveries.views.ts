import type { Localized } from '../localized.dto.js';
import type { ProjectState } from '../projects/project.states.js';
import type { RecoveryStep } from './recoveries.dto.js';
import type { RecoveryState } from './recovery.states.js';

export interface InstalmentView {
  readonly dueOn: string;
  readonly amountMinor: number;
}

/** Money demanded back from an authority. Public, the loss included (R82). */
export interface RecoveryView {
  readonly id: string;
  readonly state: RecoveryState;
  readonly demandedMinor: number;
  readonly recoveredMinor: number;
  /** Why it was demanded, and what was said of it last. */
  readonly reason: string;
  readonly note: string | null;
  readonly dueOn: string;
  readonly instalments: readonly InstalmentView[];
  /** What has to come next and by when, of a plan the first part that is not whole; null at the end. */
  readonly waitsFor: InstalmentView | null;
  readonly demandedAt: string;
  readonly closedAt: string | null;
}

/** What staff see before they demand money back, and while they wait for it. */
export interface ProjectRecoveriesView {
  readonly projectId: string;
  readonly slug: string;
  readonly title: Localized;
  readonly state: ProjectState;
  /** The most that could be demanded now; 0 where nothing can be. */
  readonly demandableMinor: number;
  /** Newest first. */
  readonly recoveries: readonly RecoveryView[];
  /** Of the open one. */
  readonly steps: readonly RecoveryStep[];
}

/** An open demand as finance sees it, who knows the bank's lines. */
export interface OpenRecoveryView extends RecoveryView {
  readonly projectId: string;
  readonly projectSlug: string;
  readonly projectTitle: Localized;
  readonly authority: string;
}
