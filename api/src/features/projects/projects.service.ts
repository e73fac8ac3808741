import { Injectable } from '@nestjs/common';
import type { Page, PageQuery } from '@vatra/shared/paging.dto';
import type { ProjectListQuery } from '@vatra/shared/projects/project-list.dto';
import type {
  FundingSource,
  IndicatorDto,
  MilestonePlanDto,
  PlanningRateDto,
  TierName,
} from '@vatra/shared/projects/projects.dto';
import type {
  ProjectFileView,
  ReadinessFact,
  StateChangeView,
} from '@vatra/shared/projects/projects.views';
import { PUBLIC_PROJECT_STATES } from '@vatra/shared/projects/project.states';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/database/tx.js';
import { ListProjects } from './list-projects.js';
import { scopeDigest } from './plan-digest.js';
import { ProjectCovers, type ProjectCover } from './project-covers.js';
import { ProjectFactsRepository, type Cofinancing } from './project-facts.repository.js';
import { ProjectFile } from './project-file.js';
import { ProjectListsRepository } from './project-lists.repository.js';
import { ProjectMoves } from './project-moves.js';
import { ProjectReadiness } from './project-readiness.js';
import { historyView } from './project.presenter.js';
import type { ProjectRecord, TierPair } from './project.record.js';
import { ProjectMissing } from './projects.errors.js';
import { ProjectsRepository } from './projects.repository.js';
import { SectionsRepository } from './sections.repository.js';

export type { ProjectRecord } from './project.record.js';

/** The face of projects for the features above: what is known, and the moves they bring about. */
@Injectable()
export class ProjectsService {
  constructor(
    private readonly projects: ProjectsRepository,
    private readonly sections: SectionsRepository,
    private readonly facts: ProjectFactsRepository,
    private readonly rows: ProjectListsRepository,
    private readonly readiness: ProjectReadiness,
    private readonly moves: ProjectMoves,
    private readonly covers: ProjectCovers,
    private readonly fileView: ProjectFile,
    private readonly lists: ListProjects,
  ) {}

  /** @throws ProjectMissing */
  get(tx: Tx, id: string): Promise<ProjectRecord> {
    return this.projects.get(tx, id);
  }

  /** @throws ProjectMissing */
  getBySlug(tx: Tx, slug: string): Promise<ProjectRecord> {
    return this.projects.getBySlug(tx, slug);
  }

  /** @throws ProjectMissing, also while the project is not public */
  async getPublic(tx: Tx, slug: string): Promise<ProjectRecord> {
    const project = await this.projects.getBySlug(tx, slug);
    if (!PUBLIC_PROJECT_STATES.includes(project.state)) throw new ProjectMissing();
    return project;
  }

  async listByIds(tx: Tx, ids: readonly string[]): Promise<Map<string, ProjectRecord>> {
    const projects = await this.projects.listByIds(tx, ids);
    return new Map(projects.map((project) => [project.id, project]));
  }

  /** The file as the person may see it; @throws ProjectMissing */
  file(tx: Tx, id: string, actor: Actor): Promise<ProjectFileView> {
    return this.fileView.of(tx, id, actor);
  }

  /** The file as everybody sees it; @throws ProjectMissing while it is not public */
  publicFile(tx: Tx, project: ProjectRecord): Promise<ProjectFileView> {
    return this.fileView.publicOf(tx, project);
  }

  listPublic(tx: Tx, query: ProjectListQuery): Promise<Page<ProjectRecord>> {
    return this.lists.public(tx, query);
  }

  listOfPlace(tx: Tx, placeId: string, query: PageQuery): Promise<Page<ProjectRecord>> {
    return this.lists.ofPlace(tx, placeId, query);
  }

  /** Projects of the place that are collecting now. */
  listCampaigningIn(tx: Tx, placeId: string, limit: number): Promise<ProjectRecord[]> {
    return this.rows.listCampaigningIn(tx, placeId, limit);
  }

  /** Projects of these authorities in one of the states, for their duties. */
  listInStates(
    tx: Tx,
    leadOrganisationIds: readonly string[],
    states: readonly ProjectRecord['state'][],
    limit: number,
  ): Promise<ProjectRecord[]> {
    if (leadOrganisationIds.length === 0) return Promise.resolve([]);
    return this.rows.listOfLeadsInStates(tx, leadOrganisationIds, states, limit);
  }

  countPlaces(tx: Tx): Promise<number> {
    return this.rows.countPlaces(tx);
  }

  countByPhase(tx: Tx, placeId: string | null): Promise<Map<string, number>> {
    return this.rows.countByPhase(tx, placeId);
  }

  /** The first photo of each project and the first words of its need, for cards. */
  coversOf(tx: Tx, ids: readonly string[]): Promise<Map<string, ProjectCover>> {
    return this.covers.of(tx, ids);
  }

  /** Budget and collection goal of both tiers (ruling 6). */
  async tierTotals(tx: Tx, id: string): Promise<TierPair> {
    const { tiers } = await this.projects.get(tx, id);
    const minimum = tiers.find(({ tier }) => tier === 'minimum');
    const optimum = tiers.find(({ tier }) => tier === 'optimum');
    if (minimum === undefined || optimum === undefined) {
      throw new Error(`Project ${id} has no budget yet`);
    }
    return { minimum, optimum };
  }

  fundingPlan(
    tx: Tx,
    id: string,
    tier: TierName,
  ): Promise<{ source: FundingSource; amountMinor: number }[]> {
    return this.sections.fundingPlan(tx, id, tier);
  }

  /** R76: as the plan was reckoned; null where it had no need of a rate. */
  async planningRateOf(tx: Tx, id: string): Promise<PlanningRateDto | null> {
    return (await this.sections.contentsOf(tx, id)).funding?.planningRate ?? null;
  }

  /** What a tier's budget keeps for surprises. */
  async contingencyOf(tx: Tx, id: string, tier: TierName): Promise<number> {
    const { budget } = await this.sections.contentsOf(tx, id);
    const lines = budget?.tiers.find(({ name }) => name === tier)?.lines ?? [];
    return lines
      .filter(({ kind }) => kind === 'contingency')
      .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  }

  async milestonePlan(tx: Tx, id: string): Promise<readonly MilestonePlanDto[]> {
    return (await this.sections.contentsOf(tx, id)).milestones?.milestones ?? [];
  }

  async indicatorsOf(tx: Tx, id: string): Promise<readonly IndicatorDto[]> {
    return (await this.sections.contentsOf(tx, id)).indicators?.indicators ?? [];
  }

  /** Changes when the budget lines do: an endorsement is of one scope. */
  async scopeOf(tx: Tx, id: string): Promise<string> {
    return scopeDigest(await this.sections.contentsOf(tx, id));
  }

  /** R73: this person decided about the project and stays away from its payments. */
  isReviewedBy(tx: Tx, id: string, personId: string): Promise<boolean> {
    return this.facts.hasReviewed(tx, id, personId);
  }

  /** Told by the feature that knows it; when all four are met the project becomes ready by a job. */
  // eslint-disable-next-line no-restricted-syntax -- the features above read it as one sentence: who says that which fact is met
  recordReadiness(
    tx: Tx,
    id: string,
    fact: ReadinessFact,
    met: boolean,
    actor: Actor,
  ): Promise<void> {
    return this.readiness.record(tx, id, { name: fact, met }, actor);
  }

  async readinessOf(tx: Tx, id: string): Promise<Readonly<Record<ReadinessFact, boolean>>> {
    const told = await this.readiness.of(tx, id);
    return Object.fromEntries(told.map(({ fact, met }) => [fact, met])) as Record<
      ReadinessFact,
      boolean
    >;
  }

  /** The authority's own money as far as it is decided and proved; pushed by matching. */
  recordCofinancing(tx: Tx, id: string, sums: Cofinancing): Promise<void> {
    return this.facts.setCofinancing(tx, id, sums);
  }

  cofinancingOf(tx: Tx, ids: readonly string[]): Promise<Map<string, Cofinancing>> {
    return this.facts.cofinancingOf(tx, ids);
  }

  async history(tx: Tx, id: string): Promise<StateChangeView[]> {
    return (await this.projects.history(tx, id)).map(historyView);
  }

  markCampaigning(tx: Tx, id: string, actor: Actor, reason?: string): Promise<void> {
    return this.mark(tx, id, 'campaigning', { actor, reason });
  }

  markFunded(tx: Tx, id: string, actor: Actor, reason?: string): Promise<void> {
    return this.mark(tx, id, 'funded', { actor, reason });
  }

  markUnfunded(tx: Tx, id: string, actor: Actor, reason?: string): Promise<void> {
    return this.mark(tx, id, 'unfunded', { actor, reason });
  }

  markAgreementPending(tx: Tx, id: string, actor: Actor, reason?: string): Promise<void> {
    return this.mark(tx, id, 'agreement_pending', { actor, reason });
  }

  markImplementing(tx: Tx, id: string, actor: Actor, reason?: string): Promise<void> {
    return this.mark(tx, id, 'implementing', { actor, reason });
  }

  markSuspended(tx: Tx, id: string, actor: Actor, reason?: string): Promise<void> {
    return this.mark(tx, id, 'suspended', { actor, reason });
  }

  markCompletionReported(tx: Tx, id: string, actor: Actor, reason?: string): Promise<void> {
    return this.mark(tx, id, 'completion_reported', { actor, reason });
  }

  markCompleted(tx: Tx, id: string, actor: Actor, reason?: string): Promise<void> {
    return this.mark(tx, id, 'completed', { actor, reason });
  }

  markInFollowUp(tx: Tx, id: string, actor: Actor, reason?: string): Promise<void> {
    return this.mark(tx, id, 'in_follow_up', { actor, reason });
  }

  markClosed(tx: Tx, id: string, actor: Actor, reason?: string): Promise<void> {
    return this.mark(tx, id, 'closed', { actor, reason });
  }

  markCancelled(tx: Tx, id: string, actor: Actor, reason?: string): Promise<void> {
    return this.mark(tx, id, 'cancelled', { actor, reason });
  }

  markWoundUp(tx: Tx, id: string, actor: Actor, reason?: string): Promise<void> {
    return this.mark(tx, id, 'wound_up', { actor, reason });
  }

  private mark(
    tx: Tx,
    id: string,
    to: ProjectRecord['state'],
    { actor, reason }: { readonly actor: Actor; readonly reason: string | undefined },
  ): Promise<void> {
    return this.moves.mark(tx, id, to, reason === undefined ? { actor } : { actor, reason });
  }
}
