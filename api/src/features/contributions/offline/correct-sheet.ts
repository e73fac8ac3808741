import { Injectable } from '@nestjs/common';
import type { CounterLineDto } from '@vatra/shared/contributions/offline.dto';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { requireCollecting } from './collecting.policy.js';
import { OfflineLinesRepository } from './offline-lines.repository.js';
import { correctedPosting } from './offline-postings.js';
import type { SheetLineRecord, SheetRecord } from './offline-sheet.record.js';
import { OfflineSheetsRepository } from './offline-sheets.repository.js';
import { SheetConflict, SheetForbidden } from './offline.errors.js';
import { SheetDoor } from './sheet-door.js';

/** Once the bank has shown less than was signed for, only money or two members of staff end it. */
const CORRECTABLE = ['recorded', 'banked'];

/**
 * After the signatures nothing on a sheet is changed: a line that was wrong is countered, a
 * forgotten one is added, and either counts when a second collector has confirmed it.
 */
@Injectable()
export class CorrectSheet {
  constructor(
    private readonly sheets: OfflineSheetsRepository,
    private readonly lines: OfflineLinesRepository,
    private readonly door: SheetDoor,
    private readonly campaigns: CampaignsService,
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
  ) {}

  /** @throws SheetMissing, SheetForbidden, SheetConflict */
  async counter(tx: Tx, lineId: string, dto: CounterLineDto, actor: Actor): Promise<SheetRecord> {
    const { sheet, line } = await this.door.lineForCollector(tx, lineId, actor);
    requireCorrectable(sheet);
    const others = await this.lines.listOf(tx, sheet.id);
    const isCountered = others.some(({ countersLineId }) => countersLineId === lineId);
    if (line.kind === 'counter' || isCountered)
      throw new SheetConflict('contributions.sheet-line-countered');
    if (line.confirmedAt === null) throw new SheetConflict('contributions.sheet-not-correctable');
    await this.lines.insertCounter(tx, line, { reason: dto.reason, writtenBy: actor.personId });
    return sheet;
  }

  /** The second collector's word on a correction (L6). @throws as `counter` */
  async confirm(tx: Tx, lineId: string, actor: Actor): Promise<SheetRecord> {
    const { sheet, line } = await this.door.lineForCollector(tx, lineId, actor);
    requireCorrectable(sheet);
    if (line.confirmedAt !== null) throw new SheetConflict('contributions.sheet-line-confirmed');
    if (line.writtenBy === actor.personId) {
      throw new SheetForbidden('contributions.sheet-second-collector-needed');
    }
    if (line.kind === 'gift') {
      const campaign = await this.campaigns.get(tx, sheet.campaignId);
      requireCollecting(campaign, await this.clock.now(tx));
    }
    if (sheet.recordedMinor + signed(line) === 0)
      throw new SheetConflict('contributions.sheet-empty');
    const entryId = await this.ledger.post(tx, correctedPosting(sheet, line, actor));
    await this.lines.confirm(tx, [lineId], { personId: actor.personId, entryId });
    await this.sheets.addRecorded(tx, sheet.id, signed(line));
    if (line.countersLineId !== null) await this.lines.setCountered(tx, line.countersLineId);
    return sheet;
  }
}

function signed({ kind, amountMinor }: SheetLineRecord): number {
  return kind === 'counter' ? -amountMinor : amountMinor;
}

/** @throws SheetConflict */
function requireCorrectable({ state }: SheetRecord): void {
  if (!CORRECTABLE.includes(state))
    throw new SheetConflict('contributions.sheet-not-correctable', { state });
}
