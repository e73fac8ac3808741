import type { StateTable } from '../states/state-table.js';

/** Domain 3.4 "Offline sheet": cash collected by an association, from the event to the bank. */
export type OfflineSheetState =
  'open' | 'recorded' | 'banked' | 'reconciled' | 'short' | 'settled' | 'written_off';

export const OFFLINE_SHEET_MOVES: StateTable<OfflineSheetState> = {
  open: ['recorded'],
  recorded: ['banked'],
  banked: ['reconciled', 'short'],
  reconciled: [],
  short: ['settled', 'written_off'],
  settled: [],
  written_off: [],
};
