import { Injectable } from '@nestjs/common';
import type {
  MilestoneView,
  SpendingView,
  VerificationCaseView,
} from '@vatra/shared/milestones/milestones.views';
import type { Actor } from '../../platform/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { FilesService } from '../files/files.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { PlacesService } from '../places/places.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { EvidenceRepository } from './evidence.repository.js';
import { invoiceView, milestoneView } from './milestone.presenter.js';
import { MilestonesRepository, type MilestoneRow } from './milestones.repository.js';
import { VerificationsRepository, type VerificationRow } from './verifications.repository.js';

/** Puts milestones, cases and spending together for those who look at them. */
@Injectable()
export class ReadMilestones {
  constructor(
    private readonly milestones: MilestonesRepository,
    private readonly evidence: EvidenceRepository,
    private readonly verifications: VerificationsRepository,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly places: PlacesService,
    private readonly files: FilesService,
    private readonly clock: Clock,
  ) {}

  async ofProject(tx: Tx, projectId: string, actor: Actor | null): Promise<MilestoneView[]> {
    return this.views(tx, await this.milestones.listOf(tx, projectId), actor);
  }

  /** Milestones with an open "no", for staff. */
  async inDoubt(tx: Tx, actor: Actor): Promise<MilestoneView[]> {
    const doubts = await this.verifications.openDoubts(tx, null);
    const ids = [...new Set(doubts.map(({ milestoneId }) => milestoneId))];
    return this.views(tx, await this.milestones.listByIds(tx, ids), actor);
  }

  async cases(tx: Tx, actor: Actor): Promise<VerificationCaseView[]> {
    if (actor.personId === null) return [];
    const mine = await this.verifications.listOfPerson(tx, actor.personId, ['drawn', 'accepted']);
    const ids = [...new Set(mine.map(({ milestoneId }) => milestoneId))];
    const views = await this.views(tx, await this.milestones.listByIds(tx, ids), actor);
    const found: VerificationCaseView[] = [];
    for (const verification of mine) {
      const milestone = views.find(({ id }) => id === verification.milestoneId);
      if (milestone !== undefined) found.push(await this.caseView(tx, verification, milestone));
    }
    return found;
  }

  async spending(tx: Tx, projectId: string): Promise<SpendingView> {
    const invoices = await this.evidence.invoicesOf(tx, projectId);
    const files = await this.files.viewsOf(tx, [...new Set(invoices.map(({ fileId }) => fileId))]);
    return {
      spentMinor: await this.evidence.spentMinor(tx, projectId),
      invoices: invoices.map((invoice) => invoiceView(files, invoice)),
    };
  }

  private async caseView(
    tx: Tx,
    verification: VerificationRow,
    milestone: MilestoneView,
  ): Promise<VerificationCaseView> {
    const project = await this.projects.get(tx, milestone.projectId);
    const place = await this.places.get(tx, project.placeId);
    return {
      verificationId: verification.id,
      role: verification.role,
      state: verification.state,
      milestone,
      projectTitle: project.title,
      projectSlug: project.slug,
      placeName: place.name,
      dueAt: verification.dueAt.toISOString(),
    };
  }

  private async views(
    tx: Tx,
    rows: readonly MilestoneRow[],
    actor: Actor | null,
  ): Promise<MilestoneView[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const narratives = await this.milestones.narrativesOf(tx, ids);
    const evidence = await this.evidence.listOf(tx, ids);
    const verifications = await this.verifications.listOf(tx, ids);
    const photos = await this.verifications.photosOf(
      tx,
      verifications.map(({ id }) => id),
    );
    const invoices = await this.invoicesOf(tx, rows);
    const doubts = await this.verifications.openDoubts(tx, ids);
    const fileIds = [...evidence, ...photos, ...invoices].map(({ fileId }) => fileId);
    const files = await this.files.viewsOf(tx, [...new Set(fileIds)]);
    const now = await this.clock.now(tx);
    const may = await this.mayOf(tx, rows, actor);
    return rows.map((milestone) =>
      milestoneView({
        milestone,
        narrative: narratives.find((one) => one.milestoneId === milestone.id)?.narrative ?? null,
        evidence: evidence.filter(({ milestoneId }) => milestoneId === milestone.id),
        invoices: invoices.filter(({ milestoneId }) => milestoneId === milestone.id),
        verifications: verifications.filter(
          ({ milestoneId, state }) =>
            milestoneId === milestone.id && (actor !== null || state !== 'declined'),
        ),
        photos,
        files,
        inDoubt: doubts.some(({ milestoneId }) => milestoneId === milestone.id),
        now,
        may: may(milestone),
      }),
    );
  }

  private async invoicesOf(tx: Tx, rows: readonly MilestoneRow[]) {
    const projectIds = [...new Set(rows.map(({ projectId }) => projectId))];
    const lists = [];
    for (const projectId of projectIds) lists.push(await this.evidence.invoicesOf(tx, projectId));
    return lists.flat();
  }

  private async mayOf(tx: Tx, rows: readonly MilestoneRow[], actor: Actor | null) {
    if (actor === null) return () => [];
    const open = new Set<string>();
    for (const projectId of new Set(rows.map((row) => row.projectId))) {
      const project = await this.projects.get(tx, projectId);
      const roles = ['la_focal_point', 'la_mayor'] as const;
      const isAuthor = this.organisations.hasRole(actor, project.leadOrganisationId, roles);
      if (isAuthor && project.state === 'implementing') open.add(projectId);
    }
    const isReviewer = actor.platformRoles.includes('platform_reviewer');
    return ({ projectId, kind, state }: MilestoneRow): string[] => {
      const isOwed = ['planned', 'overdue', 'rework'].includes(state);
      if (open.has(projectId) && kind === 'work' && isOwed) return ['report'];
      return isReviewer && state === 'under_verification' ? ['decide-doubt'] : [];
    };
  }
}
