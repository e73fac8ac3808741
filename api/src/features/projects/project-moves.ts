import { Injectable } from '@nestjs/common';
import type { ProjectState } from '@vatra/shared/projects/project.states';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import type { ProjectRecord } from './project.record.js';
import { PROJECT_EVENTS } from './projects.events.js';
import { COUNT_PLACE } from './projects.jobs.js';
import { ProjectsRepository } from './projects.repository.js';

/** Every move of a project tells its fact. */
@Injectable()
export class ProjectMoves {
  constructor(
    private readonly projects: ProjectsRepository,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {}

  async move(
    tx: Tx,
    project: Pick<ProjectRecord, 'id' | 'state' | 'placeId'>,
    to: ProjectState,
    by: { readonly actor: Actor; readonly reason?: string },
  ): Promise<void> {
    await this.projects.move(tx, project, to, by);
    await this.jobs.schedule(tx, COUNT_PLACE, project.placeId, null);
    await this.events.publish(tx, PROJECT_EVENTS[to], { projectId: project.id });
  }

  /** For features above, which know what has happened but not where the project stands. */
  async mark(
    tx: Tx,
    projectId: string,
    to: ProjectState,
    by: { readonly actor: Actor; readonly reason?: string },
  ): Promise<void> {
    await this.move(tx, await this.projects.getForUpdate(tx, projectId), to, by);
  }
}
