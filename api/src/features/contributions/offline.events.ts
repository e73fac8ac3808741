import { defineEvent } from '../../platform/outbox/events.js';

interface SheetFact extends Record<string, string> {
  sheetId: string;
  organisationId: string;
  campaignId: string;
  projectId: string;
}

/** Two collectors have signed: the cash is with the association (L6). */
export const SHEET_RECORDED = defineEvent<SheetFact>('offline-sheet.recorded');
/** Seven days later nobody has said that it is at the bank. */
export const SHEET_LATE = defineEvent<SheetFact>('offline-sheet.late');
/** All of it is at the bank, and counts (L7). */
export const SHEET_RECONCILED = defineEvent<SheetFact>('offline-sheet.reconciled');
/** The bank has shown less than was signed for. */
export const SHEET_SHORT = defineEvent<SheetFact>('offline-sheet.short');
/** What was missing has been paid in, or the decision about it was made. */
export const SHEET_ENDED = defineEvent<SheetFact & { as: 'settled' | 'written_off' }>(
  'offline-sheet.ended',
);
