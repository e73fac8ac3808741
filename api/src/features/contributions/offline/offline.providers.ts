import { ArrivalsRepository } from '../arrivals/arrivals.repository.js';
import { CreditSheet } from '../arrivals/credit-sheet.js';
import { ReconcileSheet } from '../arrivals/reconcile-sheet.js';
import { StopWaiting } from '../arrivals/stop-waiting.js';
import { OfflineService } from '../offline.service.js';
import { BankSheet } from './bank-sheet.js';
import { CorrectSheet } from './correct-sheet.js';
import { OfflineLinesRepository } from './offline-lines.repository.js';
import { OfflineSheetsRepository } from './offline-sheets.repository.js';
import { OfflineDuties } from './offline.duties.js';
import { OpenSheet } from './open-sheet.js';
import { ReadSheets } from './read-sheets.js';
import { SheetDoor } from './sheet-door.js';
import { SignSheet } from './sign-sheet.js';
import { TellGivers } from './tell-givers.js';
import { WatchSheets } from './watch-sheets.js';
import { WriteLines } from './write-lines.js';
import { WriteOffSheet } from './write-off-sheet.js';

/** Cash of associations: sheets, and what the bank shows of them. */
export const OFFLINE_PROVIDERS = [
  OfflineSheetsRepository,
  OfflineLinesRepository,
  ArrivalsRepository,
  SheetDoor,
  OpenSheet,
  WriteLines,
  SignSheet,
  BankSheet,
  CorrectSheet,
  WriteOffSheet,
  WatchSheets,
  TellGivers,
  ReadSheets,
  CreditSheet,
  ReconcileSheet,
  StopWaiting,
  OfflineDuties,
  OfflineService,
];
