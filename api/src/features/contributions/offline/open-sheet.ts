import { Injectable } from '@nestjs/common';
import type { OpenSheetDto } from '@vatra/shared/contributions/offline.dto';
import type { Actor } from '../../../platform/actor.js';
import { creditorReference } from '../../../platform/bank/creditor-reference.js';
import { dayOf } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import { recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { CampaignsService, type CampaignRecord } from '../../campaigns/campaigns.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { OfflineSheetsRepository } from './offline-sheets.repository.js';
import { SheetConflict, SheetInvalid } from './offline.errors.js';
import { requireCollecting } from './collecting.policy.js';
import { SheetDoor } from './sheet-door.js';

/** R21: the level at which an association's existence and its people have been checked. */
const LEVEL_NEEDED = 2;

/** A collector of a verified association of the place begins a sheet for a campaign that is live. */
@Injectable()
export class OpenSheet {
  constructor(
    private readonly sheets: OfflineSheetsRepository,
    private readonly door: SheetDoor,
    private readonly campaigns: CampaignsService,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
  ) {}

  /** @throws SheetForbidden, SheetConflict, SheetInvalid, CampaignMissing */
  async open(tx: Tx, campaignId: string, draft: OpenSheetDto, actor: Actor): Promise<string> {
    const { organisationId, event, place, heldOn } = draft;
    this.door.requireCollector(actor, organisationId);
    const campaign = await this.campaigns.get(tx, campaignId);
    const now = await this.clock.now(tx);
    requireCollecting(campaign, now);
    await this.requireOfThePlace(tx, organisationId, campaign);
    if (heldOn > dayOf(now, campaign.zone).toString()) {
      throw new SheetInvalid('contributions.sheet-held-in-future', '/heldOn');
    }
    const id = newId();
    const number = await this.sheets.nextNumber(tx);
    await this.sheets.insert(tx, {
      id,
      number,
      reference: creditorReference('S', number),
      organisationId,
      campaignId,
      projectId: campaign.projectId,
      event: event.trim(),
      place: place.trim(),
      heldOn,
      openedBy: actor.personId,
    });
    await recordBirth(tx, { machine: 'offline_sheet', id, state: 'open', actor });
    return id;
  }

  private async requireOfThePlace(
    tx: Tx,
    organisationId: string,
    { projectId }: CampaignRecord,
  ): Promise<void> {
    if (!(await this.organisations.isVerified(tx, organisationId, LEVEL_NEEDED))) {
      throw new SheetConflict('contributions.sheet-association-not-verified');
    }
    const { placeId } = await this.projects.get(tx, projectId);
    if (!(await this.organisations.placesOf(tx, organisationId)).includes(placeId)) {
      throw new SheetConflict('contributions.sheet-association-of-another-place');
    }
  }
}
