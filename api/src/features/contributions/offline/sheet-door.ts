import { Injectable } from '@nestjs/common';
import type { OrganisationRole, PlatformRole } from '@vatra/shared/policy/roles';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { OfflineLinesRepository } from './offline-lines.repository.js';
import type { SheetLineRecord, SheetRecord } from './offline-sheet.record.js';
import { OfflineSheetsRepository } from './offline-sheets.repository.js';
import { SheetForbidden, SheetMissing } from './offline.errors.js';

/** Who collects: the board of the association, two of them for every sheet. */
export const COLLECTORS: readonly OrganisationRole[] = ['hta_board'];
const READERS: readonly PlatformRole[] = ['finance_maker', 'finance_checker', 'auditor'];

/** The way to a sheet: locked for those who work on it, open to those who may look. */
@Injectable()
export class SheetDoor {
  constructor(
    private readonly sheets: OfflineSheetsRepository,
    private readonly lines: OfflineLinesRepository,
    private readonly organisations: OrganisationsService,
  ) {}

  /** @throws SheetForbidden */
  requireCollector(actor: Actor, organisationId: string): void {
    if (!this.organisations.hasRole(actor, organisationId, COLLECTORS)) {
      throw new SheetForbidden('contributions.sheet-not-a-collector');
    }
  }

  /** @throws SheetMissing, SheetForbidden */
  async forCollector(tx: Tx, id: string, actor: Actor): Promise<SheetRecord> {
    const sheet = await this.forUpdate(tx, id);
    this.requireCollector(actor, sheet.organisationId);
    return sheet;
  }

  /** The line with its sheet, which is locked first. @throws SheetMissing, SheetForbidden */
  async lineForCollector(
    tx: Tx,
    lineId: string,
    actor: Actor,
  ): Promise<{ sheet: SheetRecord; line: SheetLineRecord }> {
    const found = await this.lines.find(tx, lineId);
    if (found === null) throw new SheetMissing('contributions.sheet-line-not-found');
    const sheet = await this.forCollector(tx, found.sheetId, actor);
    const line = await this.lines.find(tx, lineId);
    if (line === null) throw new SheetMissing('contributions.sheet-line-not-found');
    return { sheet, line };
  }

  /** @throws SheetMissing */
  async forUpdate(tx: Tx, id: string): Promise<SheetRecord> {
    const sheet = await this.sheets.findForUpdate(tx, id);
    if (sheet === null) throw new SheetMissing();
    return sheet;
  }

  /** @throws SheetMissing, also for somebody of another association */
  async forReader(tx: Tx, id: string, actor: Actor): Promise<SheetRecord> {
    const sheet = await this.sheets.find(tx, id);
    if (sheet === null || !this.mayRead(actor, sheet.organisationId)) throw new SheetMissing();
    return sheet;
  }

  mayRead(actor: Actor, organisationId: string): boolean {
    return (
      actor.platformRoles.some((role) => READERS.includes(role)) ||
      this.organisations.hasRole(actor, organisationId, COLLECTORS)
    );
  }
}
