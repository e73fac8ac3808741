import { Injectable } from '@nestjs/common';
import type { ChoiceOptionsView } from '@vatra/shared/contributions/contributions.views';
import { money, type Money } from '@vatra/shared/money';
import type { Tx } from '../../../platform/database/tx.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { PlacesService } from '../../places/places.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { heldOf, type ContributionRecord, type Settlement } from '../contribution.record.js';
import { ContributionConflict } from '../contributions.errors.js';
import { asPaid, presentedOf, sidesOf } from '../presented.policy.js';
import { choiceRefund } from '../refunds/refund-parts.policy.js';
import { RefundsRepository } from '../refunds/refunds.repository.js';
import { defaultOf, mayChoose, optionsOf } from './choice-options.policy.js';

/** Live projects of one hometown that are offered at a time; the soonest end first. */
const PROJECTS_MAX = 20;

/** What a donor may decide, each answer with its consequence in money. */
@Injectable()
export class ReadChoices {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly projects: ProjectsService,
    private readonly places: PlacesService,
    private readonly refunds: RefundsRepository,
  ) {}

  /** @throws ContributionConflict when there is nothing to decide */
  async of(tx: Tx, contribution: ContributionRecord): Promise<ChoiceOptionsView> {
    const { settled, choiceReason, choiceUntil, projectId } = contribution;
    if (!mayChoose(contribution) || settled === null || choiceReason === null) {
      throw new ContributionConflict('contributions.nothing-to-choose');
    }
    const paid = asPaid(contribution);
    const { placeId } = await this.projects.get(tx, projectId);
    const place = (await this.places.listByIds(tx, [placeId])).get(placeId);
    return {
      reason: choiceReason,
      until: choiceUntil?.toISOString() ?? null,
      options: optionsOf(choiceReason, contribution, settled),
      byDefault: defaultOf(choiceReason, contribution, settled),
      refund: await this.refundOf(tx, contribution, settled),
      kept: money(heldOf(settled)),
      isShare: settled.spentMinor > 0,
      tip: money(paid.tipMinor, paid.currency),
      placeName: place?.name ?? '',
      projects: await this.projectsOf(tx, placeId, projectId),
    };
  }

  /** In the currency it was paid in, as it will arrive. */
  private async refundOf(
    tx: Tx,
    contribution: ContributionRecord,
    settled: Settlement,
  ): Promise<Money> {
    const { amountMinor } = choiceRefund(contribution, settled);
    const sides = sidesOf(contribution, await this.refunds.listOf(tx, [contribution.id]));
    if (sides === null) return money(amountMinor);
    return money(presentedOf(sides, amountMinor), sides.currency);
  }

  private async projectsOf(
    tx: Tx,
    placeId: string,
    except: string,
  ): Promise<ChoiceOptionsView['projects']> {
    const live = (await this.projects.listCampaigningIn(tx, placeId, PROJECTS_MAX + 1)).filter(
      ({ id }) => id !== except,
    );
    const views = await this.campaigns.ofProject(
      tx,
      live.map(({ id }) => id),
    );
    return live
      .flatMap((project) => {
        const campaign = views.get(project.id);
        if (campaign?.mayContribute !== true) return [];
        const { id, endsAt, zone, progress } = campaign;
        const { countedMinor, minimumMinor } = progress;
        const { slug, title } = project;
        return [{ campaignId: id, slug, title, endsAt, zone, countedMinor, minimumMinor }];
      })
      .sort((a, b) => a.endsAt.localeCompare(b.endsAt))
      .slice(0, PROJECTS_MAX);
  }
}
