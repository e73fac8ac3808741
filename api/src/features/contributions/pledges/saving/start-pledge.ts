import { Injectable } from '@nestjs/common';
import type { StartContributionDto } from '@vatra/shared/contributions/contributions.dto';
import { SYSTEM, type Actor } from '../../../../platform/actor.js';
import { Clock } from '../../../../platform/clock/clock.js';
import { recordBirth } from '../../../../platform/database/state-moves.js';
import type { Tx } from '../../../../platform/database/tx.js';
import { newId } from '../../../../platform/ids/ids.js';
import { CampaignsService } from '../../../campaigns/campaigns.service.js';
import { AcceptGiver } from '../../accept-giver.js';
import { acceptedParts, sessionEnd } from '../../checkout/start-contribution.js';
import { ContributionConflict, ContributionInvalid } from '../../contributions.errors.js';
import { DonorsRepository } from '../../donors.repository.js';
import { CardPage } from './card-page.js';
import { PledgesRepository } from '../pledges.repository.js';

export interface StartedPledge {
  readonly id: string;
  readonly operationId: string;
}

/** Writes down a promise, with the operation that opens the page to save a card: no money, no charge. */
@Injectable()
export class StartPledge {
  constructor(
    private readonly pledges: PledgesRepository,
    private readonly donors: DonorsRepository,
    private readonly givers: AcceptGiver,
    private readonly campaigns: CampaignsService,
    private readonly page: CardPage,
    private readonly clock: Clock,
  ) {}

  /** @throws ContributionInvalid, ContributionConflict, CampaignMissing */
  async run(
    tx: Tx,
    campaignId: string,
    wish: StartContributionDto,
    actor: Actor | null,
  ): Promise<StartedPledge> {
    const { giftMinor, tipMinor, feeCoverMinor, grossMinor, currency } = acceptedParts(wish, true);
    const { projectId, endsAt, collection } = await this.givers.openCampaign(tx, campaignId);
    if (collection !== 'on_success') {
      throw new ContributionConflict('contributions.collected-at-once');
    }
    // Promises are added up before anything is settled: what others will be worth nobody knows.
    if (currency !== 'EUR') {
      throw new ContributionInvalid('contributions.currency-not-accepted', '/gift/currency');
    }
    const donor = this.givers.donorOf(wish, actor);
    await this.givers.requireWithinYear(tx, donor, giftMinor);
    const createdAt = await this.clock.now(tx);
    const id = newId();
    const parts = { giftMinor, tipMinor, feeCoverMinor, grossMinor };
    await this.pledges.insert(tx, { id, campaignId, projectId, createdAt, ...parts });
    await this.donors.insert(tx, id, donor);
    await recordBirth(tx, { machine: 'pledge', id, state: 'created', actor: actor ?? SYSTEM });
    // Its charge comes after the end by design, and is never late (ruling 20).
    const payment = { campaignId, contributionId: id, submittedAt: createdAt };
    await this.campaigns.openDelayedPayment(tx, payment);
    return { id, operationId: await this.page.request(tx, id, sessionEnd(createdAt, endsAt)) };
  }
}
