import { Injectable } from '@nestjs/common';
import type {
  OpenPurposeChangeView,
  PurposeChangesView,
  PurposeChangeView,
} from '@vatra/shared/disbursements/purpose-changes.views';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { ContributionsService } from '../../contributions/contributions.service.js';
import { EndorsementsService } from '../../endorsements/endorsements.service.js';
import { FilesService } from '../../files/files.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectPurposeService } from '../../projects/project-purpose.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import { AgreementMissing } from '../disbursements.errors.js';
import { purposeChangeView } from './purpose.presenter.js';
import { PurposeChangesRepository, type PurposeChangeRow } from './purpose-changes.repository.js';
import { PurposeDoor } from './purpose-door.js';

/** Changes of purpose as everybody may read them, with what this person may do about them. */
@Injectable()
export class ReadPurpose {
  constructor(
    private readonly changes: PurposeChangesRepository,
    private readonly door: PurposeDoor,
    private readonly agreements: AgreementsRepository,
    private readonly projects: ProjectsService,
    private readonly purpose: ProjectPurposeService,
    private readonly contributions: ContributionsService,
    private readonly endorsements: EndorsementsService,
    private readonly organisations: OrganisationsService,
    private readonly files: FilesService,
  ) {}

  /** @throws AgreementMissing before there is money to ask about */
  async ofProject(tx: Tx, projectId: string, actor: Actor | null): Promise<PurposeChangesView> {
    if ((await this.agreements.find(tx, projectId)) === null) throw new AgreementMissing();
    const project = await this.projects.get(tx, projectId);
    const { title, solution } = await this.purpose.of(tx, projectId);
    const changes = await this.viewsOf(tx, projectId, actor);
    const isOpen = changes.some(({ state }) => state === 'proposed' || state === 'asked');
    const isMayor =
      actor !== null && this.organisations.hasRole(actor, project.leadOrganisationId, ['la_mayor']);
    return {
      ...{ projectId, slug: project.slug, title, solution },
      heldMinor: await this.door.heldOf(tx, projectId),
      mayPropose: isMayor && !isOpen && (await this.door.isPossible(tx, project)),
      changes,
    };
  }

  async viewsOf(tx: Tx, projectId: string, actor: Actor | null): Promise<PurposeChangeView[]> {
    const rows = await this.changes.listOf(tx, projectId);
    if (rows.length === 0) return [];
    const files = await this.files.viewsOf(
      tx,
      rows.map(({ decisionFileId }) => decisionFileId),
    );
    const associations = await this.organisations.cardsOf(
      tx,
      rows.flatMap(({ associationId }) => associationId ?? []),
    );
    const askedUntil = (await this.contributions.askedOf(tx, projectId))?.chooseUntil ?? null;
    const may = await this.mayOf(tx, projectId, actor);
    return rows.map((row) =>
      purposeChangeView(row, {
        askedUntil,
        decisionPath: files.get(row.decisionFileId)?.path ?? null,
        associationName: associations.get(row.associationId ?? '')?.name ?? '',
        may: row.state === 'proposed' ? may : [],
      }),
    );
  }

  async open(tx: Tx): Promise<OpenPurposeChangeView[]> {
    const rows = await this.changes.listOpen(tx);
    const ids = rows.map(({ projectId }) => projectId);
    const projects = await this.projects.listByIds(tx, ids);
    const views: OpenPurposeChangeView[] = [];
    for (const { id, projectId, state, proposedAt } of rows) {
      const project = projects.get(projectId);
      if (project === undefined) continue;
      const asked = await this.contributions.askedOf(tx, projectId);
      views.push({
        ...{ id, projectId, slug: project.slug, title: project.title },
        state: state === 'asked' ? 'asked' : 'proposed',
        proposedAt: proposedAt.toISOString(),
        askedUntil: asked?.chooseUntil.toISOString() ?? null,
      });
    }
    return views;
  }

  /** Proposals this person's association is asked about. */
  async waitingFor(tx: Tx, actor: Actor): Promise<PurposeChangeRow[]> {
    const rows: PurposeChangeRow[] = [];
    for (const row of await this.changes.listOpen(tx)) {
      if (row.state !== 'proposed') continue;
      if ((await this.mayOf(tx, row.projectId, actor)).includes('answer')) rows.push(row);
    }
    return rows;
  }

  private async mayOf(
    tx: Tx,
    projectId: string,
    actor: Actor | null,
  ): Promise<('answer' | 'withdraw')[]> {
    if (actor === null || actor.personId === null) return [];
    const { leadOrganisationId } = await this.projects.get(tx, projectId);
    if (this.organisations.hasRole(actor, leadOrganisationId, ['la_mayor'])) return ['withdraw'];
    if (await this.organisations.isMemberNow(tx, actor.personId, leadOrganisationId)) return [];
    const endorsing = await this.endorsements.activeAssociationIds(tx, projectId);
    const isAsked = endorsing.some((id) => this.organisations.hasRole(actor, id, ['hta_board']));
    return isAsked ? ['answer'] : [];
  }
}
