import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { PlacesService } from '../../places/places.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { judgeProject, type ProjectStanding } from './eligibility.policy.js';
import { FundProjectsRepository } from './fund-projects.repository.js';
import { FundsRepository } from './funds.repository.js';

/** Decides once for each fund and project whether they go together, and at which ratio (R52). */
@Injectable()
export class JudgeProjects {
  constructor(
    private readonly funds: FundsRepository,
    private readonly fundProjects: FundProjectsRepository,
    private readonly projects: ProjectsService,
    private readonly places: PlacesService,
    private readonly organisations: OrganisationsService,
  ) {}

  /** Safe to call again; does nothing where all have met. */
  async judge(tx: Tx, projectIds: readonly string[]): Promise<void> {
    const unmet = await this.fundProjects.unmet(tx, projectIds);
    if (unmet.length === 0) return;
    const funds = await this.funds.listByIds(tx, [...new Set(unmet.map(({ fundId }) => fundId))]);
    const standings = await this.standingsOf(tx, [
      ...new Set(unmet.map(({ projectId }) => projectId)),
    ]);
    await this.fundProjects.insertAll(
      tx,
      unmet.flatMap(({ fundId, projectId }) => {
        const fund = funds.find(({ id }) => id === fundId);
        const standing = standings.get(projectId);
        return fund === undefined || standing === undefined ? [] : [judgeProject(fund, standing)];
      }),
    );
  }

  private async standingsOf(
    tx: Tx,
    projectIds: readonly string[],
  ): Promise<Map<string, ProjectStanding>> {
    const projects = [...(await this.projects.listByIds(tx, projectIds)).values()];
    const places = await this.places.listByIds(
      tx,
      projects.map(({ placeId }) => placeId),
    );
    const standings = new Map<string, ProjectStanding>();
    for (const { id, placeId, category } of projects) {
      const associations = await this.organisations.verifiedAssociationsOf(tx, placeId);
      standings.set(id, {
        projectId: id,
        placeId,
        category,
        population: places.get(placeId)?.population ?? null,
        hasAssociation: associations.some(({ kind }) => kind === 'hta'),
      });
    }
    return standings;
  }
}
