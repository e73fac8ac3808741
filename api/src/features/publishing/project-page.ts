import { Injectable } from '@nestjs/common';
import type { MoneyFlowView, ProjectPageView } from '@vatra/shared/publishing/publishing.views';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { ContributionsService } from '../contributions/contributions.service.js';
import { OfflineService } from '../contributions/offline.service.js';
import { DisbursementsService } from '../disbursements/disbursements.service.js';
import { EndorsementsService } from '../endorsements/endorsements.service.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { CommitmentsService, MatchingService } from '../matching/matching.service.js';
import { MilestonesService } from '../milestones/milestones.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProjectConcernsService } from '../projects/project-concerns.service.js';
import { ProjectsService, type ProjectRecord } from '../projects/projects.service.js';
import { ResultsService } from '../results/results.service.js';
import { VoiceService } from '../voice/voice.service.js';
import { ProjectCards } from './project-cards.js';

/** The last entries of the books, shown where others put a picture. */
const LATEST_ENTRIES = 5;

type BeforePart = Pick<
  ProjectPageView,
  | 'lead'
  | 'campaign'
  | 'progressLine'
  | 'endorsements'
  | 'commitments'
  | 'offline'
  | 'wall'
  | 'homes'
>;

/** Who asks, who endorses, who gives. */
@Injectable()
export class ProjectBefore {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly campaigns: CampaignsService,
    private readonly endorsements: EndorsementsService,
    private readonly matching: CommitmentsService,
    private readonly contributions: ContributionsService,
    private readonly offline: OfflineService,
  ) {}

  async of(tx: Tx, { id, leadOrganisationId }: ProjectRecord): Promise<BeforePart> {
    const campaign = (await this.campaigns.ofProject(tx, [id])).get(id) ?? null;
    return {
      lead: await this.organisations.getCard(tx, leadOrganisationId),
      campaign,
      progressLine: campaign === null ? [] : await this.campaigns.progressLine(tx, campaign.id),
      endorsements: await this.endorsements.listOf(tx, id),
      commitments: await this.matching.listOf(tx, id),
      offline: await this.offline.collectionOf(tx, id),
      wall: campaign === null ? [] : await this.contributions.wallOf(tx, campaign.id),
      homes:
        campaign === null
          ? { countries: [], others: 0 }
          : await this.contributions.homesOf(tx, campaign.id),
    };
  }
}

type AfterPart = Pick<
  ProjectPageView,
  | 'milestones'
  | 'agreement'
  | 'tranches'
  | 'reports'
  | 'indicators'
  | 'moneyFlow'
  | 'matchingFrozenMinor'
  | 'idle'
  | 'grievances'
  | 'purposeChanges'
  | 'ledgerLatest'
  | 'ledgerEntries'
>;

/** What was built with it, and where the money is. */
@Injectable()
export class ProjectAfter {
  constructor(
    private readonly milestones: MilestonesService,
    private readonly disbursements: DisbursementsService,
    private readonly results: ResultsService,
    private readonly ledger: LedgerService,
    private readonly commitments: CommitmentsService,
    private readonly matching: MatchingService,
    private readonly contributions: ContributionsService,
    private readonly voice: VoiceService,
  ) {}

  async of(tx: Tx, { id }: ProjectRecord): Promise<AfterPart> {
    return {
      milestones: await this.milestones.listOf(tx, id),
      agreement: await this.disbursements.agreementOf(tx, id),
      tranches: await this.disbursements.tranchesOf(tx, id),
      reports: await this.results.reportsOf(tx, id),
      indicators: await this.results.indicatorsOf(tx, id),
      moneyFlow: await this.moneyFlow(tx, id),
      matchingFrozenMinor: await this.matching.frozenOfAllMinor(tx, id),
      idle: await this.idle(tx, id),
      grievances: await this.voice.closedOf(tx, id),
      purposeChanges: await this.disbursements.purposeChangesOf(tx, id),
      ledgerLatest: await this.ledger.latest(tx, { projectId: id, limit: LATEST_ENTRIES }),
      ledgerEntries: await this.ledger.count(tx, id),
    };
  }

  private async idle(tx: Tx, id: string): Promise<ProjectPageView['idle']> {
    const asked = await this.contributions.askedOf(tx, id);
    if (asked?.reason !== 'idle') return null;
    const { openedAt, chooseUntil } = asked;
    return { since: openedAt.toISOString(), askedUntil: chooseUntil.toISOString() };
  }

  private async moneyFlow(tx: Tx, id: string): Promise<MoneyFlowView> {
    const decided = await this.commitments.decidedTotal(tx, id);
    const evidenced = await this.commitments.evidencedTotal(tx, id);
    return {
      ...(await this.ledger.projectSummary(tx, id)),
      reserveMinor: await this.ledger.balance(tx, { code: '2160', subjectId: id }),
      spentWithInvoicesMinor: await this.milestones.spentMinor(tx, id),
      laCommittedMinor: decided.cashMinor + decided.inKindMinor,
      laEvidencedMinor: evidenced.cashMinor + evidenced.inKindMinor,
    };
  }
}

/** The full story of one project as everybody may read it, gathered from the features below. */
@Injectable()
export class ProjectPage {
  constructor(
    private readonly before: ProjectBefore,
    private readonly after: ProjectAfter,
    private readonly projects: ProjectsService,
    private readonly concerns: ProjectConcernsService,
    private readonly cards: ProjectCards,
    private readonly clock: Clock,
  ) {}

  /** @throws ProjectMissing while the project is not public */
  async of(tx: Tx, slug: string): Promise<ProjectPageView> {
    const record = await this.projects.getBySlug(tx, slug);
    const file = await this.projects.publicFile(tx, record);
    const [card] = await this.cards.of(tx, [record]);
    if (card === undefined) throw new Error(`project ${record.id} without its place`);
    const concernedSince = await this.concerns.openSince(tx, record.id);
    return {
      card,
      concernedSince: concernedSince === null ? null : concernedSince.toISOString(),
      file,
      history: file.history,
      ...(await this.before.of(tx, record)),
      ...(await this.after.of(tx, record)),
      asOf: (await this.clock.now(tx)).toISOString(),
    };
  }
}
