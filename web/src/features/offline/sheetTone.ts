import type { OfflineSheetState } from '@vatra/shared/contributions/offline-sheet.states';
import type { TagTone } from '../../ui/tagTone';

const TONES: Readonly<Record<OfflineSheetState, TagTone>> = {
  open: 'plain',
  recorded: 'half',
  banked: 'half',
  reconciled: 'ok',
  short: 'bad',
  settled: 'ok',
  written_off: 'bad',
};

export const sheetTone = (state: OfflineSheetState): TagTone => TONES[state];
