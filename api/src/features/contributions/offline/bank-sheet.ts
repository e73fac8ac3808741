import { Injectable } from '@nestjs/common';
import type { BankSheetDto } from '@vatra/shared/contributions/offline.dto';
import type { Actor } from '../../../platform/actor.js';
import { dayOf } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { FilesService } from '../../files/files.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { OfflineSheetsRepository } from './offline-sheets.repository.js';
import { SheetConflict, SheetInvalid } from './offline.errors.js';
import { SheetDoor } from './sheet-door.js';

/** A collector says that the cash is at the bank, with the slip and the bank's reference. */
@Injectable()
export class BankSheet {
  constructor(
    private readonly sheets: OfflineSheetsRepository,
    private readonly door: SheetDoor,
    private readonly files: FilesService,
    private readonly projects: ProjectsService,
    private readonly clock: Clock,
  ) {}

  /** @throws SheetMissing, SheetForbidden, SheetConflict, SheetInvalid, FileNotUsable */
  async bank(tx: Tx, id: string, dto: BankSheetDto, actor: Actor): Promise<void> {
    const sheet = await this.door.forCollector(tx, id, actor);
    if (sheet.state !== 'recorded') {
      throw new SheetConflict('contributions.sheet-not-recorded', { state: sheet.state });
    }
    const { bankReference, bankedOn, slipFileId } = dto;
    await this.files.requireUsable(tx, [slipFileId], {
      purpose: 'deposit-slip',
      uploadedBy: actor.personId,
    });
    const { zone } = await this.projects.get(tx, sheet.projectId);
    if (bankedOn > dayOf(await this.clock.now(tx), zone).toString()) {
      throw new SheetInvalid('contributions.sheet-banked-in-future', '/bankedOn');
    }
    const banked = { reference: bankReference.trim(), on: bankedOn, slipFileId };
    await this.sheets.setBanked(tx, id, banked);
    await moveState(tx, { machine: 'offline_sheet', id, from: 'recorded', to: 'banked', actor });
  }
}
