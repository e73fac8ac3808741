import type { Localized } from '../localized.dto.js';
import type { PurposeChangeState } from './purpose-change.states.js';

/** How many decided, and about how much; EUR minor units. */
export interface PurposeSumsView {
  readonly donors: number;
  readonly minor: number;
}

/** R78: a change of purpose or place from the proposal to its end, as everybody may read it. */
export interface PurposeChangeView {
  readonly id: string;
  readonly projectId: string;
  readonly state: PurposeChangeState;
  readonly from: { readonly title: Localized; readonly solution: Localized };
  readonly to: {
    readonly title: Localized;
    readonly solution: Localized;
    /** Null when the place stays. */
    readonly place: Localized | null;
  };
  readonly reason: Localized;
  readonly decisionNumber: string;
  readonly decidedOn: string;
  /** Null while the council's decision cannot be opened. */
  readonly decisionPath: string | null;
  readonly proposedAt: string;
  readonly association: {
    readonly name: string;
    readonly answeredAt: string;
    readonly reason: string;
  } | null;
  /** Until when donors and funders decide; null before they are asked. */
  readonly askedUntil: string | null;
  readonly endedAt: string | null;
  /** Known at the end: who was asked, and who left their share with the project. */
  readonly asked: PurposeSumsView | null;
  readonly stayed: PurposeSumsView | null;
  readonly may: readonly ('answer' | 'withdraw')[];
}

/** What a project's changes were and are, newest first. */
export interface PurposeChangesView {
  readonly projectId: string;
  readonly slug: string;
  readonly title: Localized;
  readonly solution: Localized;
  /** What of its money has not been paid out, and would be asked about. */
  readonly heldMinor: number;
  readonly mayPropose: boolean;
  readonly changes: readonly PurposeChangeView[];
}

/** A change that is under way, for finance and staff. */
export interface OpenPurposeChangeView {
  readonly id: string;
  readonly projectId: string;
  readonly slug: string;
  readonly title: Localized;
  readonly state: 'proposed' | 'asked';
  readonly proposedAt: string;
  readonly askedUntil: string | null;
}
