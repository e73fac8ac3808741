import { Injectable } from '@nestjs/common';
import type { ProjectSection, StartProjectDto } from '@vatra/shared/projects/projects.dto';
import { SYSTEM, type Actor } from '../../platform/actor.js';
import { hasZone, zoneOf } from '../../platform/calendar/zoned-days.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { FilesService } from '../files/files.service.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { PlacesService } from '../places/places.service.js';
import type { ProjectPurpose, ProjectRecord, SectionContents } from './project.record.js';
import { AUTHOR_ROLES, LEAD_LEVEL_MIN } from './project-roles.js';
import { ProjectConflict, ProjectInvalid } from './projects.errors.js';
import { ProjectsRepository } from './projects.repository.js';
import { slugOf, wordsOf } from './search-words.js';
import { sectionFiles } from './section-files.js';
import { SectionsRepository } from './sections.repository.js';

const EDITABLE: readonly string[] = ['draft', 'changes_requested'];

/** Drafting: the first lines of a project and its sections, each saved on its own. */
@Injectable()
export class WriteProject {
  constructor(
    private readonly projects: ProjectsRepository,
    private readonly sections: SectionsRepository,
    private readonly organisations: OrganisationsService,
    private readonly places: PlacesService,
    private readonly files: FilesService,
  ) {}

  /** R1: only a verified local authority begins a project, and only for a place of its own. */
  async start(tx: Tx, draft: StartProjectDto, actor: Actor): Promise<string> {
    const { leadOrganisationId, placeId, category, title } = draft;
    this.organisations.requireRole(actor, leadOrganisationId, AUTHOR_ROLES);
    const lead = await this.organisations.getCard(tx, leadOrganisationId);
    if (lead.kind !== 'local_authority') {
      throw new ProjectInvalid('projects.lead-not-an-authority', '/leadOrganisationId');
    }
    await this.requireVerifiedLead(tx, leadOrganisationId);
    if (!(await this.organisations.placesOf(tx, leadOrganisationId)).includes(placeId)) {
      throw new ProjectInvalid('projects.place-not-covered', '/placeId');
    }
    const { country } = await this.places.get(tx, placeId);
    // Every later date of the project is counted by the clocks and holidays of its country.
    if (!hasZone(country)) throw new ProjectInvalid('projects.country-not-open', '/placeId');
    const id = newId();
    await this.projects.insert(
      tx,
      {
        id,
        slug: slugOf(title.ro, id),
        leadOrganisationId,
        placeId,
        category,
        title: { ro: title.ro, en: title.en },
        country,
        zone: zoneOf(country),
        words: await this.searchWords(tx, { title, placeId, leadOrganisationId }),
      },
      actor,
    );
    return id;
  }

  /** @throws ProjectConflict when the file is with the reviewers or past them */
  async save<Section extends ProjectSection>(
    tx: Tx,
    key: { readonly projectId: string; readonly section: Section },
    content: SectionContents[Section],
    actor: Actor,
  ): Promise<void> {
    const project = await this.projects.getForUpdate(tx, key.projectId);
    this.organisations.requireRole(actor, project.leadOrganisationId, AUTHOR_ROLES);
    if (!EDITABLE.includes(project.state)) {
      throw new ProjectConflict('projects.not-editable', { state: project.state });
    }
    for (const { purpose, fileIds } of sectionFiles({ [key.section]: content })) {
      if (fileIds.length > 0) await this.files.requireUsable(tx, fileIds, { purpose });
    }
    await this.sections.save(tx, key, content, actor);
    await this.keepSums(tx, project, { [key.section]: content });
  }

  /** R78: title and what will be built, decided by everybody whose money it is; the rest stays. */
  async changePurpose(tx: Tx, projectId: string, purpose: ProjectPurpose): Promise<void> {
    const project = await this.projects.getForUpdate(tx, projectId);
    const { need } = await this.sections.contentsOf(tx, projectId);
    if (need === undefined) throw new Error(`project ${projectId} without its need`);
    const content = { ...need, ...purpose };
    await this.sections.save(tx, { projectId, section: 'need' }, content, SYSTEM);
    await this.keepSums(tx, project, { need: content });
  }

  /** R1 is asked again at submission: a verification can end while a file is being written. */
  async requireVerifiedLead(tx: Tx, organisationId: string): Promise<void> {
    if (await this.organisations.isVerified(tx, organisationId, LEAD_LEVEL_MIN)) return;
    throw new ProjectConflict('projects.lead-not-verified', { rule: 'R1', level: LEAD_LEVEL_MIN });
  }

  private async keepSums(
    tx: Tx,
    project: ProjectRecord,
    { need, budget, funding }: Partial<SectionContents>,
  ): Promise<void> {
    if (budget !== undefined) await this.sections.saveTiers(tx, project.id, budget);
    if (funding !== undefined) await this.sections.saveFunding(tx, project.id, funding.items);
    if (need === undefined) return;
    const words = await this.searchWords(tx, { ...project, title: need.title });
    await this.projects.setTitle(tx, project.id, need.title, words);
  }

  private async searchWords(
    tx: Tx,
    about: Pick<ProjectRecord, 'title' | 'placeId' | 'leadOrganisationId'>,
  ): Promise<string[]> {
    const place = await this.places.get(tx, about.placeId);
    const lead = await this.organisations.getCard(tx, about.leadOrganisationId);
    const { ro, en, ru } = place.names;
    return wordsOf([
      about.title.ro,
      about.title.en,
      ro,
      en,
      ru ?? '',
      place.district ?? '',
      lead.name,
    ]);
  }
}
