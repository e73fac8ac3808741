import { Injectable } from '@nestjs/common';
import { SHORT_DAYS_MAX } from '@vatra/shared/contributions/offline-limits';
import type { OfflineSheetState } from '@vatra/shared/contributions/offline-sheet.states';
import { SYSTEM } from '../../../platform/actor.js';
import { referencesIn } from '../../../platform/bank/creditor-reference.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import {
  PaymentsService,
  type KeptLine,
  type LineMatch,
  type LineMatcher,
} from '../../payments/payments.service.js';
import { SHEET_ENDED, SHEET_RECONCILED, SHEET_SHORT } from '../offline.events.js';
import { factOf, missingMinor, type SheetRecord } from '../offline/offline-sheet.record.js';
import { OfflineSheetsRepository } from '../offline/offline-sheets.repository.js';
import { LOOK_FOR_CASH, SUSPEND_SHORT } from '../offline/offline.jobs.js';
import { CreditSheet } from './credit-sheet.js';

const DAY_MS = 86_400_000;
/** Shorter words of a remittance name nothing. */
const REFERENCE_LETTERS_MIN = 5;

/**
 * Finds the cash of a sheet on the bank's statement. Our own reference is enough for any part of the
 * sum; by the reference a collector copied from a slip only the exact sum is taken, so that nobody
 * can claim another's money.
 */
@Injectable()
export class ReconcileSheet implements LineMatcher {
  readonly name = 'contributions.offline-sheets';

  constructor(
    payments: PaymentsService,
    private readonly sheets: OfflineSheetsRepository,
    private readonly crediting: CreditSheet,
    private readonly campaigns: CampaignsService,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {
    payments.registerLineMatcher(this);
  }

  async match(tx: Tx, lines: readonly KeptLine[]): Promise<LineMatch[]> {
    const matches: LineMatch[] = [];
    for (const line of lines) {
      if (line.direction !== 'in' || line.returnReason !== null) continue;
      const sheet = await this.sheetOf(tx, line);
      if (sheet === null) continue;
      await this.take(tx, sheet, line);
      matches.push({ lineId: line.id, kind: 'offline_sheet', subjectId: sheet.id });
    }
    return matches;
  }

  /** Null when no sheet or more than one fits: then a person has to look. */
  private async sheetOf(tx: Tx, line: KeptLine): Promise<SheetRecord | null> {
    const { reference, endToEndId, remittance, amountMinor } = line;
    const ours = referencesIn(endToEndId, remittance);
    const theirs = [reference, endToEndId ?? '', ...(remittance ?? '').split(/\s+/)].filter(
      (word) => word.length >= REFERENCE_LETTERS_MIN,
    );
    const found = await this.sheets.findByReferences(tx, ours, theirs);
    const fitting = found.filter((sheet) =>
      ours.includes(sheet.reference)
        ? amountMinor <= missingMinor(sheet)
        : amountMinor === missingMinor(sheet),
    );
    return fitting.length === 1 ? (fitting[0] ?? null) : null;
  }

  private async take(tx: Tx, sheet: SheetRecord, line: KeptLine): Promise<void> {
    const { id } = sheet;
    await this.crediting.credit(tx, sheet, line);
    await this.sheets.addArrived(tx, id, line.amountMinor);
    const state = await this.bankedNow(tx, sheet, line);
    const isComplete = missingMinor(sheet) === line.amountMinor;
    if (isComplete) await this.complete(tx, sheet, state);
    else if (state === 'banked') await this.fallShort(tx, sheet);
  }

  /** The bank's line says so itself, before any collector did. */
  private async bankedNow(tx: Tx, sheet: SheetRecord, line: KeptLine): Promise<OfflineSheetState> {
    if (sheet.state !== 'recorded') return sheet.state;
    const banked = { reference: line.reference, on: line.valueOn, slipFileId: null };
    await this.sheets.setBanked(tx, sheet.id, banked);
    await this.move(tx, sheet, { from: 'recorded', to: 'banked' });
    return 'banked';
  }

  private async complete(tx: Tx, sheet: SheetRecord, state: OfflineSheetState): Promise<void> {
    const isShort = state === 'short';
    await this.move(tx, sheet, { from: state, to: isShort ? 'settled' : 'reconciled' });
    await this.jobs.cancel(tx, isShort ? SUSPEND_SHORT : LOOK_FOR_CASH, sheet.id);
    await this.campaigns.closePayment(tx, sheet.campaignId, sheet.id);
    if (isShort) await this.events.publish(tx, SHEET_ENDED, { ...factOf(sheet), as: 'settled' });
    else await this.events.publish(tx, SHEET_RECONCILED, factOf(sheet));
  }

  private async fallShort(tx: Tx, sheet: SheetRecord): Promise<void> {
    await this.move(tx, sheet, { from: 'banked', to: 'short' });
    await this.sheets.setShort(tx, sheet.id);
    await this.jobs.cancel(tx, LOOK_FOR_CASH, sheet.id);
    const now = await this.clock.now(tx);
    const dueAt = new Date(now.getTime() + SHORT_DAYS_MAX * DAY_MS);
    await this.jobs.schedule(tx, SUSPEND_SHORT, sheet.id, dueAt);
    await this.events.publish(tx, SHEET_SHORT, factOf(sheet));
  }

  private move(
    tx: Tx,
    { id }: SheetRecord,
    { from, to }: { from: OfflineSheetState; to: OfflineSheetState },
  ): Promise<void> {
    return moveState(tx, { machine: 'offline_sheet', id, from, to, actor: SYSTEM });
  }
}
