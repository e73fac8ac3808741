import type { Localized } from '../localized.dto.js';
import type { PhotoView } from '../projects/projects.views.js';
import type { MilestoneState } from './milestone.states.js';
import type { VerificationState } from './verification.states.js';

export interface InvoiceView {
  readonly supplier: string;
  readonly number: string;
  readonly date: string;
  readonly amountMinor: number;
  readonly filePath: string | null;
}

export interface VerificationView {
  readonly id: string;
  readonly role: 'hta_verifier' | 'volunteer_verifier';
  readonly state: VerificationState;
  readonly visitDate: string | null;
  readonly result: 'yes' | 'no' | 'cannot_tell' | null;
  readonly note: string | null;
  readonly photos: readonly PhotoView[];
}

export interface MilestoneView {
  readonly id: string;
  readonly projectId: string;
  /** `completion` is the whole work, looked at once more before the last tranche. */
  readonly kind: 'work' | 'completion';
  readonly number: number;
  readonly title: Localized;
  readonly criteria: readonly Localized[];
  readonly evidenceRequired: readonly string[];
  readonly state: MilestoneState;
  readonly dueAt: string;
  readonly daysLate: number;
  /** Until when the work is to be put right after a confirmed no. */
  readonly reworkDueAt: string | null;
  readonly reportedAt: string | null;
  readonly verifiedAt: string | null;
  readonly narrative: string | null;
  readonly photos: readonly PhotoView[];
  /** R68: pictures that were shown before, in this or another project. */
  readonly repeatedPhotoIds: readonly string[];
  readonly invoices: readonly InvoiceView[];
  readonly papers: readonly { readonly kind: string; readonly filePath: string | null }[];
  readonly verifications: readonly VerificationView[];
  readonly verifiersNeeded: number;
  /** A verifier said no and staff have not decided yet (R70). */
  readonly inDoubt: boolean;
  readonly may: readonly string[];
}

/** A verifier's case: what to look at and what to answer. */
export interface VerificationCaseView {
  readonly verificationId: string;
  readonly role: 'hta_verifier' | 'volunteer_verifier';
  readonly state: VerificationState;
  readonly milestone: MilestoneView;
  readonly projectTitle: Localized;
  readonly projectSlug: string;
  readonly placeName: string;
  readonly dueAt: string;
}

export interface SpendingView {
  readonly spentMinor: number;
  readonly invoices: readonly InvoiceView[];
}
