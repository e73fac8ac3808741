import { Injectable } from '@nestjs/common';
import type { WriteOffDto } from '@vatra/shared/contributions/offline.dto';
import type { Actor } from '../../../platform/actor.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { SHEET_ENDED } from '../offline.events.js';
import { writtenOffPosting } from './offline-postings.js';
import { factOf, missingMinor, type SheetRecord } from './offline-sheet.record.js';
import { OfflineSheetsRepository } from './offline-sheets.repository.js';
import { SheetConflict, SheetForbidden } from './offline.errors.js';
import { SUSPEND_SHORT } from './offline.jobs.js';
import { SheetDoor } from './sheet-door.js';

/** Two members of staff decide that missing cash will not come; the reason is public. */
@Injectable()
export class WriteOffSheet {
  constructor(
    private readonly sheets: OfflineSheetsRepository,
    private readonly door: SheetDoor,
    private readonly campaigns: CampaignsService,
    private readonly ledger: LedgerService,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {}

  /** @throws SheetMissing, SheetForbidden, SheetConflict */
  async propose(tx: Tx, id: string, { reason }: WriteOffDto, actor: Actor): Promise<void> {
    const sheet = await this.shortFor(tx, id, actor);
    if ((await this.sheets.findWriteOff(tx, sheet.id)) !== null) {
      throw new SheetConflict('contributions.sheet-write-off-waiting');
    }
    await this.sheets.proposeWriteOff(tx, id, { reason, personId: actor.personId ?? '' });
  }

  /** @throws SheetMissing, SheetForbidden, SheetConflict */
  async decide(tx: Tx, id: string, actor: Actor): Promise<void> {
    const sheet = await this.shortFor(tx, id, actor);
    const proposal = await this.sheets.findWriteOff(tx, id);
    if (proposal === null) throw new SheetConflict('contributions.sheet-write-off-missing');
    if (proposal.proposedBy === actor.personId)
      throw new SheetForbidden('contributions.sheet-write-off-own');
    const minor = missingMinor(sheet);
    const by = { actor, reason: proposal.reason };
    const entryId = await this.ledger.post(tx, writtenOffPosting(sheet, minor, by));
    await this.sheets.decideWriteOff(tx, id, { personId: actor.personId ?? '', entryId, minor });
    await moveState(tx, {
      machine: 'offline_sheet',
      id,
      from: 'short',
      to: 'written_off',
      actor,
      reason: proposal.reason,
    });
    await this.jobs.cancel(tx, SUSPEND_SHORT, id);
    await this.campaigns.closePayment(tx, sheet.campaignId, id);
    await this.events.publish(tx, SHEET_ENDED, { ...factOf(sheet), as: 'written_off' });
  }

  /** Nobody decides about the cash of an association they belong to (R29). */
  private async shortFor(tx: Tx, id: string, actor: Actor): Promise<SheetRecord> {
    const sheet = await this.door.forUpdate(tx, id);
    if (actor.memberships.some(({ organisationId }) => organisationId === sheet.organisationId)) {
      throw new SheetForbidden('contributions.sheet-write-off-own');
    }
    if (sheet.state !== 'short') throw new SheetConflict('contributions.sheet-not-short');
    return sheet;
  }
}
