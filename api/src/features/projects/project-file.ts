import { Injectable } from '@nestjs/common';
import { PROJECT_SECTIONS } from '@vatra/shared/projects/projects.dto';
import { PUBLIC_PROJECT_STATES } from '@vatra/shared/projects/project.states';
import type { ProjectFileView } from '@vatra/shared/projects/projects.views';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/database/tx.js';
import { FilesService } from '../files/files.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { PlacesService } from '../places/places.service.js';
import { historyView, photoViews, pollViews, sectionStatus } from './project.presenter.js';
import type { ProjectRecord } from './project.record.js';
import { maySeeFile, permitted } from './projects.policy.js';
import { ProjectMissing } from './projects.errors.js';
import { ProjectReadiness } from './project-readiness.js';
import { ProjectsRepository } from './projects.repository.js';
import { publicFiles } from './section-files.js';
import { SectionsRepository, savedSections } from './sections.repository.js';

/** Puts the whole file of a project together for those who may see it. */
@Injectable()
export class ProjectFile {
  constructor(
    private readonly projects: ProjectsRepository,
    private readonly sections: SectionsRepository,
    private readonly readiness: ProjectReadiness,
    private readonly organisations: OrganisationsService,
    private readonly places: PlacesService,
    private readonly files: FilesService,
  ) {}

  /** @throws ProjectMissing, also for a file this person may not see */
  async of(tx: Tx, projectId: string, actor: Actor): Promise<ProjectFileView> {
    const project = await this.projects.get(tx, projectId);
    if (!maySeeFile(project, actor)) throw new ProjectMissing();
    return { ...(await this.put(tx, project)), may: permitted(project, actor) };
  }

  /** As everybody sees it; @throws ProjectMissing while it is not public */
  async publicOf(tx: Tx, project: ProjectRecord): Promise<ProjectFileView> {
    if (!PUBLIC_PROJECT_STATES.includes(project.state)) throw new ProjectMissing();
    return { ...(await this.put(tx, project)), may: [] };
  }

  private async put(tx: Tx, project: ProjectRecord): Promise<Omit<ProjectFileView, 'may'>> {
    const rows = await this.sections.listOf(tx, [project.id]);
    const saved = savedSections(rows);
    const savedAt = new Map(rows.map((row) => [row.section, row.savedAt]));
    const files = await this.files.viewsOf(tx, publicFiles(saved));
    return {
      id: project.id,
      slug: project.slug,
      state: project.state,
      category: project.category,
      title: project.title,
      lead: await this.organisations.getCard(tx, project.leadOrganisationId),
      place: await this.places.get(tx, project.placeId),
      sections: PROJECT_SECTIONS.map((section) =>
        sectionStatus(section, saved, savedAt.get(section) ?? null),
      ),
      need: saved.need ?? null,
      photos: photoViews(saved.photos, files),
      polls: pollViews(saved.polls, files),
      owner: saved.owner ?? null,
      budget: saved.budget ?? null,
      funding: saved.funding ?? null,
      milestones: saved.milestones ?? null,
      indicators: saved.indicators ?? null,
      tiers: project.tiers,
      readiness: await this.readiness.of(tx, project.id),
      reviewRounds: project.reviewRounds,
      reviewReason: project.reviewReason,
      history: (await this.projects.history(tx, project.id)).map(historyView),
    };
  }
}
