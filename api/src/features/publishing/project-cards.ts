import { Injectable } from '@nestjs/common';
import type { CampaignView } from '@vatra/shared/campaigns/campaigns.views';
import type { MatchOfferView } from '@vatra/shared/matching/funds.views';
import type { ProjectCardView } from '@vatra/shared/publishing/publishing.views';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { EndorsementsService } from '../endorsements/endorsements.service.js';
import { MatchingService } from '../matching/matching.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { PlacesService } from '../places/places.service.js';
import { ProjectsService, type ProjectRecord } from '../projects/projects.service.js';
import { ResultsService } from '../results/results.service.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Puts together what a card shows: one question per feature for the whole list, none per project. */
@Injectable()
export class ProjectCards {
  constructor(
    private readonly projects: ProjectsService,
    private readonly campaigns: CampaignsService,
    private readonly endorsements: EndorsementsService,
    private readonly matching: MatchingService,
    private readonly organisations: OrganisationsService,
    private readonly places: PlacesService,
    private readonly results: ResultsService,
    private readonly clock: Clock,
  ) {}

  async of(tx: Tx, records: readonly ProjectRecord[]): Promise<ProjectCardView[]> {
    if (records.length === 0) return [];
    const ids = records.map(({ id }) => id);
    const now = await this.clock.now(tx);
    const campaigns = await this.campaigns.ofProject(tx, ids);
    const covers = await this.projects.coversOf(tx, ids);
    const results = await this.results.resultPhotos(tx, ids);
    const offers = await this.matching.offersOf(tx, ids);
    const endorsers = await this.endorsements.endorsersOf(tx, ids);
    const leads = await this.organisations.cardsOf(
      tx,
      records.map(({ leadOrganisationId }) => leadOrganisationId),
    );
    const places = await this.places.listByIds(
      tx,
      records.map(({ placeId }) => placeId),
    );
    return records.flatMap((record) => {
      const place = places.get(record.placeId);
      if (place === undefined) return [];
      const campaign = campaigns.get(record.id);
      return [
        {
          id: record.id,
          slug: record.slug,
          title: record.title,
          place,
          leadName: leads.get(record.leadOrganisationId)?.name ?? '',
          category: record.category,
          state: record.state,
          ...(covers.get(record.id) ?? { photo: null, need: null }),
          result: results.get(record.id) ?? null,
          campaign: campaign === undefined ? null : onCard(campaign, now),
          endorsedBy: endorsers.get(record.id) ?? [],
          match: openMatch(campaign, offers.get(record.id)),
        },
      ];
    });
  }
}

/** A fund's offer to a campaign that takes no gifts is of use to nobody. */
function openMatch(
  campaign: CampaignView | undefined,
  offer: MatchOfferView | undefined,
): MatchOfferView | null {
  return campaign?.mayContribute === true ? (offer ?? null) : null;
}

function onCard(campaign: CampaignView, now: Date): ProjectCardView['campaign'] {
  const { id, state, startsAt, endsAt, extendedFrom, progress } = campaign;
  const { countedMinor, matchingMinor, minimumMinor, optimumMinor, promisedMinor, payers } =
    progress;
  const left = Math.ceil((new Date(endsAt).getTime() - now.getTime()) / DAY_MS);
  return {
    id,
    state,
    startsAt,
    endsAt,
    daysLeft: Math.max(0, left),
    extended: extendedFrom !== null,
    progress: { countedMinor, matchingMinor, minimumMinor, optimumMinor, promisedMinor, payers },
  };
}
