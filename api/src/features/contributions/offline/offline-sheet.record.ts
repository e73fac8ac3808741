import type { OfflineSheetState } from '@vatra/shared/contributions/offline-sheet.states';
import type { Locale } from '@vatra/shared/localized.dto';

/** A sheet as the api works with it; amounts in EUR minor units. */
export interface SheetRecord {
  readonly id: string;
  readonly number: number;
  readonly reference: string;
  readonly organisationId: string;
  readonly campaignId: string;
  readonly projectId: string;
  readonly state: OfflineSheetState;
  readonly event: string;
  readonly place: string;
  readonly heldOn: string;
  readonly recordedAt: Date | null;
  readonly recordedMinor: number;
  readonly arrivedMinor: number;
  readonly writtenOffMinor: number;
  readonly bankDueAt: Date | null;
  readonly bankReference: string | null;
  readonly bankedOn: string | null;
  readonly slipFileId: string | null;
  readonly shortSince: Date | null;
}

export interface SheetLineRecord {
  readonly id: string;
  readonly sheetId: string;
  readonly organisationId: string;
  readonly number: number;
  readonly kind: 'gift' | 'counter';
  readonly countersLineId: string | null;
  readonly receiptNumber: string;
  readonly donorName: string | null;
  readonly nameHash: string | null;
  readonly email: string | null;
  readonly emailHash: string | null;
  readonly locale: Locale;
  readonly amountMinor: number;
  readonly reason: string | null;
  readonly writtenBy: string | null;
  readonly confirmedAt: Date | null;
  readonly counteredAt: Date | null;
}

export interface SignatureRecord {
  readonly personId: string;
  readonly totalMinor: number;
  readonly signedAt: Date;
}

export interface WriteOffRecord {
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly decidedAt: Date | null;
}

/** Signed for, and neither at the bank nor given up. */
export function missingMinor(sheet: SheetRecord): number {
  return sheet.recordedMinor - sheet.arrivedMinor - sheet.writtenOffMinor;
}

/** What every event about a sheet says. */
export function factOf({ id, organisationId, campaignId, projectId }: SheetRecord) {
  return { sheetId: id, organisationId, campaignId, projectId };
}

/** Lines that stand: gifts that no confirmed line counters. */
export function standing(lines: readonly SheetLineRecord[]): SheetLineRecord[] {
  return lines.filter(({ kind, counteredAt }) => kind === 'gift' && counteredAt === null);
}

export function sumOf(lines: readonly { readonly amountMinor: number }[]): number {
  return lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
