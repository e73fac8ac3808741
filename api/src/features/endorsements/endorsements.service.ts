import { Injectable } from '@nestjs/common';
import type {
  CastBallotDto,
  OpenCallDto,
  RequestEndorsementDto,
} from '@vatra/shared/endorsements/endorsements.dto';
import type { EndorsementView } from '@vatra/shared/endorsements/endorsements.views';
import type { Page, PageQuery } from '@vatra/shared/paging.dto';
import type { OrganisationRole } from '@vatra/shared/policy/roles';
import type { Actor } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { limitOf, pageOf, positionOf } from '../../platform/paging/cursor.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { BallotsRepository } from './ballots.repository.js';
import { CastBallot } from './cast-ballot.js';
import { endorsementView } from './endorsement.presenter.js';
import type { EndorsementRecord } from './endorsement.record.js';
import { EndorsementMissing } from './endorsements.errors.js';
import { EndorsementsRepository } from './endorsements.repository.js';
import { RequestEndorsement } from './request-endorsement.js';
import { RunCall } from './run-call.js';
import { TellEndorsed } from './tell-endorsed.js';

const ASSOCIATION_ROLES: readonly OrganisationRole[] = ['hta_member', 'hta_board', 'hta_verifier'];
const OF_ASSOCIATION_MAX = 100;

/** The recorded decision of an association that a project deserves support. */
@Injectable()
export class EndorsementsService {
  constructor(
    private readonly database: Database,
    private readonly endorsements: EndorsementsRepository,
    private readonly ballots: BallotsRepository,
    private readonly organisations: OrganisationsService,
    private readonly projects: ProjectsService,
    private readonly requests: RequestEndorsement,
    private readonly calls: RunCall,
    private readonly casting: CastBallot,
    private readonly telling: TellEndorsed,
  ) {}

  /** Every endorsement asked for, with counts where the vote has ended. */
  async listOf(tx: Tx, projectId: string): Promise<EndorsementView[]> {
    return this.present(tx, await this.endorsements.listOfProject(tx, projectId), null);
  }

  /** R28: what an association was asked and said, the latest first. */
  async listOfAssociation(tx: Tx, organisationId: string): Promise<EndorsementView[]> {
    const slice = { beforeId: null, limit: OF_ASSOCIATION_MAX };
    const rows = await this.endorsements.listOfAssociations(tx, [organisationId], slice);
    return this.present(tx, rows, null);
  }

  /** Names of the associations that endorse each project now, for cards. */
  async endorsersOf(tx: Tx, projectIds: readonly string[]): Promise<Map<string, string[]>> {
    const active = await this.endorsements.listOfProjects(tx, projectIds);
    const cards = await this.organisations.cardsOf(
      tx,
      active.map(({ organisationId }) => organisationId),
    );
    const names = new Map<string, string[]>();
    for (const { projectId, organisationId } of active) {
      const name = cards.get(organisationId)?.name;
      if (name !== undefined) names.set(projectId, [...(names.get(projectId) ?? []), name]);
    }
    return names;
  }

  /** Associations whose endorsement of the project as it is now is active. */
  activeAssociationIds(tx: Tx, projectId: string): Promise<string[]> {
    return this.telling.activeOf(tx, projectId);
  }

  /** Projects that any of the associations endorses now, the latest first. */
  async endorsedBy(tx: Tx, organisationIds: readonly string[]): Promise<string[]> {
    const rows = await this.endorsements.listInState(
      tx,
      organisationIds,
      'active',
      OF_ASSOCIATION_MAX,
    );
    return [...new Set(rows.map(({ projectId }) => projectId))];
  }

  /** @throws EndorsementConflict, EndorsementInvalid */
  request(projectId: string, body: RequestEndorsementDto, actor: Actor): Promise<EndorsementView> {
    return this.database.inTransaction(async (tx) => {
      const id = await this.requests.request(tx, projectId, body.organisationId, actor);
      return this.viewOne(tx, id, actor);
    });
  }

  /** @throws EndorsementConflict */
  openCall(id: string, call: OpenCallDto, actor: Actor): Promise<EndorsementView> {
    return this.database.inTransaction(async (tx) => {
      await this.calls.open(tx, id, call, actor);
      return this.viewOne(tx, id, actor);
    });
  }

  /** @throws VoteForbidden, EndorsementConflict, EndorsementInvalid */
  castBallot(id: string, ballot: CastBallotDto, actor: Actor): Promise<EndorsementView> {
    return this.database.inTransaction(async (tx) => {
      await this.casting.cast(tx, id, ballot, actor);
      return this.viewOne(tx, id, actor);
    });
  }

  view(id: string, actor: Actor): Promise<EndorsementView> {
    return this.database.inTransaction((tx) => this.viewOne(tx, id, actor));
  }

  ofProject(projectId: string, actor: Actor): Promise<Page<EndorsementView>> {
    return this.database.inTransaction(async (tx) => {
      const rows = await this.endorsements.listOfProject(tx, projectId);
      return { items: await this.present(tx, rows, actor), next: null };
    });
  }

  /** Endorsements of the associations this person belongs to. */
  mine(query: PageQuery, actor: Actor): Promise<Page<EndorsementView>> {
    return this.database.inTransaction(async (tx) => {
      const own = actor.memberships
        .filter(({ roles }) => roles.some((role) => ASSOCIATION_ROLES.includes(role)))
        .map(({ organisationId }) => organisationId);
      const limit = limitOf(query);
      const slice = { beforeId: positionOf(query.cursor)?.id ?? null, limit: limit + 1 };
      const rows = await this.endorsements.listOfAssociations(tx, own, slice);
      const page = pageOf(rows, limit, ({ requestedAt, id }) => ({ at: requestedAt, id }));
      const items = await this.present(tx, page.items, actor);
      return { items: await this.titled(tx, items), next: page.next };
    });
  }

  /** A work list names the projects: their association is the reader's own. */
  private async titled(tx: Tx, views: readonly EndorsementView[]): Promise<EndorsementView[]> {
    const ids = [...new Set(views.map(({ projectId }) => projectId))];
    const projects = await this.projects.listByIds(tx, ids);
    return views.map((view) => {
      const project = projects.get(view.projectId);
      return project === undefined ? view : { ...view, projectTitle: project.title };
    });
  }

  private async viewOne(tx: Tx, id: string, actor: Actor): Promise<EndorsementView> {
    const [view] = await this.present(tx, [await this.endorsements.get(tx, id)], actor);
    if (view === undefined) throw new EndorsementMissing();
    return view;
  }

  private async present(
    tx: Tx,
    endorsements: readonly EndorsementRecord[],
    actor: Actor | null,
  ): Promise<EndorsementView[]> {
    if (endorsements.length === 0) return [];
    const ids = endorsements.map(({ id }) => id);
    const cards = await this.organisations.cardsOf(
      tx,
      endorsements.map(({ organisationId }) => organisationId),
    );
    const answered = await this.ballots.answered(tx, ids);
    const personId = actor?.personId ?? null;
    const standing = personId === null ? null : await this.ballots.standingOf(tx, ids, personId);
    return endorsements.flatMap((endorsement) => {
      const association = cards.get(endorsement.organisationId);
      if (association === undefined) return [];
      return [
        endorsementView({
          endorsement,
          association,
          answered: answered.get(endorsement.id) ?? { voted: 0, excluded: 0 },
          standing: standing?.get(endorsement.id) ?? null,
          isSignedIn: personId !== null,
        }),
      ];
    });
  }
}
