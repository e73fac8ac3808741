import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { SHEET_LATE } from '../offline.events.js';
import { LOOK_FOR_CASH, SUSPEND_SHORT } from './offline.jobs.js';
import { factOf, missingMinor } from './offline-sheet.record.js';
import { OfflineSheetsRepository } from './offline-sheets.repository.js';

/** What time does to cash that is not at the bank (domain 3.4). */
@Injectable()
export class WatchSheets {
  constructor(
    private readonly sheets: OfflineSheetsRepository,
    private readonly organisations: OrganisationsService,
    private readonly events: Events,
    jobs: Jobs,
  ) {
    jobs.on(LOOK_FOR_CASH, (tx, sheetId) => this.remind(tx, sheetId));
    jobs.on(SUSPEND_SHORT, (tx, sheetId) => this.suspend(tx, sheetId));
  }

  /** Seven days after the signatures nobody has brought it to the bank. */
  private async remind(tx: Tx, sheetId: string): Promise<void> {
    const sheet = await this.sheets.find(tx, sheetId);
    if (sheet?.state === 'recorded') await this.events.publish(tx, SHEET_LATE, factOf(sheet));
  }

  /** Thirty days short: who cannot bring other people's money to the bank collects no more. */
  private async suspend(tx: Tx, sheetId: string): Promise<void> {
    const sheet = await this.sheets.findForUpdate(tx, sheetId);
    if (sheet?.state !== 'short' || missingMinor(sheet) === 0) return;
    const reason = `offline sheet ${String(sheet.number)} short`;
    await this.organisations.suspend(tx, sheet.organisationId, { reason, actor: SYSTEM });
  }
}
