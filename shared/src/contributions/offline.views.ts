import type { Localized } from '../localized.dto.js';
import type { OfflineSheetState } from './offline-sheet.states.js';

/** One receipt of a sheet, for its association and finance only. */
export interface SheetLineView {
  readonly id: string;
  readonly number: number;
  readonly kind: 'gift' | 'counter';
  readonly receiptNumber: string;
  /** Null: nameless. */
  readonly donorName: string | null;
  readonly hasEmail: boolean;
  /** Negative when it counters another line. */
  readonly amountMinor: number;
  readonly reason: string | null;
  /** Written after the signatures and not yet confirmed by a second collector. */
  readonly isWaiting: boolean;
  readonly isCountered: boolean;
  readonly may: readonly ('remove' | 'counter' | 'confirm')[];
}

/** What everybody may know of a sheet. */
export interface SheetSummaryView {
  readonly id: string;
  readonly number: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly event: string;
  readonly place: string;
  readonly heldOn: string;
  readonly state: OfflineSheetState;
  readonly lines: number;
  readonly recordedMinor: number;
  /** What the bank has shown of it. */
  readonly arrivedMinor: number;
  readonly writtenOffMinor: number;
  /** Recorded and neither arrived nor written off. */
  readonly missingMinor: number;
  readonly recordedAt: string | null;
  readonly shortSince: string | null;
}

/** The sheet as its collectors and finance see it. */
export interface SheetView extends SheetSummaryView {
  readonly campaignId: string;
  readonly projectId: string;
  readonly projectTitle: Localized;
  readonly projectSlug: string;
  /** What to write on the transfer of the cash, so that the bank's line is found. */
  readonly reference: string;
  readonly iban: string;
  readonly accountHolder: string;
  readonly bankDueAt: string | null;
  readonly bankReference: string | null;
  readonly bankedOn: string | null;
  readonly totalMinor: number;
  readonly signatures: readonly {
    readonly name: string;
    readonly at: string;
    readonly own: boolean;
  }[];
  readonly items: readonly SheetLineView[];
  readonly writeOff: {
    readonly reason: string;
    readonly by: string;
    readonly at: string;
    readonly own: boolean;
  } | null;
  readonly may: readonly (
    'write' | 'sign' | 'bank' | 'correct' | 'propose-write-off' | 'decide-write-off'
  )[];
}

/** A row of the list a person has collected or has to look at. */
export interface SheetRowView extends SheetSummaryView {
  readonly projectId: string;
  readonly projectTitle: Localized;
  readonly bankDueAt: string | null;
}

export interface CsvRowView {
  /** Line of the text, the column names are line 1. */
  readonly line: number;
  readonly receiptNumber: string;
  readonly donorName: string | null;
  readonly email: string | null;
  readonly amountMinor: number | null;
  /** Codes of what is wrong with it. */
  readonly problems: readonly string[];
}

export interface CsvPreviewView {
  readonly rows: readonly CsvRowView[];
  readonly wrong: number;
  readonly totalMinor: number;
}

/** What associations collected in cash for a project, on its public page. */
export interface OfflineCollectionView {
  readonly recordedMinor: number;
  readonly reconciledMinor: number;
  readonly sheets: readonly SheetSummaryView[];
}
