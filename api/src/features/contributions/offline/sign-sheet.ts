import { Injectable } from '@nestjs/common';
import type { SignSheetDto } from '@vatra/shared/contributions/offline.dto';
import { BANKED_WITHIN_DAYS } from '@vatra/shared/contributions/offline-limits';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { SHEET_RECORDED } from '../offline.events.js';
import { isAbovePersonLimit } from './cash-limits.policy.js';
import { requireCollecting } from './collecting.policy.js';
import { OfflineLinesRepository } from './offline-lines.repository.js';
import { recordedPosting } from './offline-postings.js';
import {
  factOf,
  standing,
  sumOf,
  type SheetLineRecord,
  type SheetRecord,
} from './offline-sheet.record.js';
import { OfflineSheetsRepository } from './offline-sheets.repository.js';
import { SheetConflict, SheetInvalid } from './offline.errors.js';
import { LOOK_FOR_CASH } from './offline.jobs.js';
import { SheetDoor } from './sheet-door.js';

const SIGNATURES_NEEDED = 2;
const DAY_MS = 86_400_000;

/** Two collectors count the cash and sign; with the second the association answers for it (L6). */
@Injectable()
export class SignSheet {
  constructor(
    private readonly sheets: OfflineSheetsRepository,
    private readonly lines: OfflineLinesRepository,
    private readonly door: SheetDoor,
    private readonly campaigns: CampaignsService,
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {}

  /** @throws SheetMissing, SheetForbidden, SheetConflict, SheetInvalid */
  async sign(tx: Tx, id: string, { totalMinor }: SignSheetDto, actor: Actor): Promise<void> {
    const sheet = await this.door.forCollector(tx, id, actor);
    if (sheet.state !== 'open')
      throw new SheetConflict('contributions.sheet-not-open', { state: sheet.state });
    const now = await this.clock.now(tx);
    requireCollecting(await this.campaigns.get(tx, sheet.campaignId), now);
    const lines = standing(await this.lines.listOf(tx, id));
    if (lines.length === 0) throw new SheetConflict('contributions.sheet-empty');
    if (sumOf(lines) !== totalMinor)
      throw new SheetInvalid('contributions.sheet-total-differs', '/totalMinor');
    await this.requireWithinPersonLimit(tx, sheet, lines);
    const before = await this.sheets.signaturesOf(tx, id);
    if (before.some(({ personId }) => personId === actor.personId)) {
      throw new SheetConflict('contributions.sheet-already-signed');
    }
    await this.sheets.sign(tx, id, actor.personId ?? '', totalMinor);
    if (before.length + 1 < SIGNATURES_NEEDED) return;
    await this.record(tx, sheet, lines, actor);
  }

  private async record(
    tx: Tx,
    sheet: SheetRecord,
    lines: readonly SheetLineRecord[],
    actor: Actor,
  ): Promise<void> {
    const { id, campaignId } = sheet;
    const minor = sumOf(lines);
    const at = await this.clock.now(tx);
    const bankDueAt = new Date(at.getTime() + BANKED_WITHIN_DAYS * DAY_MS);
    const entryId = await this.ledger.post(tx, recordedPosting(sheet, minor, actor));
    const ids = lines.map((line) => line.id);
    await this.lines.confirm(tx, ids, { personId: actor.personId, entryId });
    await this.sheets.setRecorded(tx, id, { minor, at, bankDueAt });
    await moveState(tx, { machine: 'offline_sheet', id, from: 'open', to: 'recorded', actor });
    await this.campaigns.openDelayedPayment(tx, {
      campaignId,
      contributionId: id,
      submittedAt: at,
    });
    await this.jobs.schedule(tx, LOOK_FOR_CASH, id, bankDueAt);
    await this.events.publish(tx, SHEET_RECORDED, factOf(sheet));
  }

  /** R43 once more, over all sheets of the campaign: another may have been signed meanwhile. */
  private async requireWithinPersonLimit(
    tx: Tx,
    { campaignId }: SheetRecord,
    lines: readonly SheetLineRecord[],
  ): Promise<void> {
    const hashes = lines.flatMap(({ nameHash }) => nameHash ?? []);
    const sums = await this.lines.sumsOfNames(tx, campaignId, hashes);
    if ([...sums.values()].some(isAbovePersonLimit)) {
      throw new SheetInvalid('contributions.sheet-cash-above-limit', '');
    }
  }
}
