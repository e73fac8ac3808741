import type { Localized } from '../localized.dto.js';
import type { PhotoView } from '../projects/projects.views.js';
import type { MilestoneState } from './milestone.states.js';

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
  readonly state: 'drawn' | 'accepted' | 'declined' | 'answered';
  readonly visitDate: string | null;
  readonly result: 'yes' | 'no' | 'cannot_tell' | null;
  readonly note: string | null;
  readonly photos: readonly PhotoView[];
}

export interface MilestoneView {
  readonly id: string;
  readonly projectId: string;
  readonly number: number;
  readonly title: Localized;
  readonly criteria: readonly Localized[];
  readonly evidenceRequired: readonly string[];
  readonly state: MilestoneState;
  readonly dueAt: string;
  readonly daysLate: number;
  readonly reportedAt: string | null;
  readonly verifiedAt: string | null;
  readonly narrative: string | null;
  readonly photos: readonly PhotoView[];
  readonly invoices: readonly InvoiceView[];
  readonly papers: readonly { readonly kind: string; readonly filePath: string | null }[];
  readonly verifications: readonly VerificationView[];
  readonly verifiersNeeded: number;
  readonly may: readonly string[];
}

/** A verifier's case: what to look at and what to answer. */
export interface VerificationCaseView {
  readonly verificationId: string;
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
