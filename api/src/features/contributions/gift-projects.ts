import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { PlacesService } from '../places/places.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import type { ContributionRecord } from './contribution.record.js';

/** The projects of gifts and the names of their towns. */
@Injectable()
export class GiftProjects {
  constructor(
    private readonly projects: ProjectsService,
    private readonly places: PlacesService,
  ) {}

  async of(tx: Tx, rows: readonly Pick<ContributionRecord, 'projectId'>[]) {
    const ids = [...new Set(rows.map(({ projectId }) => projectId))];
    const projects = [];
    for (const id of ids) projects.push(await this.projects.get(tx, id));
    const places = await this.places.listByIds(
      tx,
      projects.map(({ placeId }) => placeId),
    );
    return new Map(
      projects.map((project) => [
        project.id,
        { project, placeName: places.get(project.placeId)?.name ?? '' },
      ]),
    );
  }
}
