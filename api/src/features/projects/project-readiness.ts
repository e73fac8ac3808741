import { Injectable } from '@nestjs/common';
import type { ReadinessFact, ReadinessView } from '@vatra/shared/projects/projects.views';
import { SYSTEM, type Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/database/tx.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { ProjectFactsRepository } from './project-facts.repository.js';
import { ProjectMoves } from './project-moves.js';
import { LAPSE_PROJECT, MAKE_PROJECT_READY } from './projects.jobs.js';
import { ProjectsRepository } from './projects.repository.js';

export const READINESS_FACTS: readonly ReadinessFact[] = [
  'endorsement',
  'la_commitment',
  'payee_verified',
  'funding_plan',
];

/** What must be true before a collection: told by the features that know it, decided here alone. */
@Injectable()
export class ProjectReadiness {
  constructor(
    private readonly projects: ProjectsRepository,
    private readonly facts: ProjectFactsRepository,
    private readonly moves: ProjectMoves,
    private readonly jobs: Jobs,
  ) {}

  async record(
    tx: Tx,
    projectId: string,
    fact: { readonly name: ReadinessFact; readonly met: boolean },
    actor: Actor,
  ): Promise<void> {
    await this.facts.setReadiness(tx, projectId, fact, actor);
    if (fact.met) await this.jobs.schedule(tx, MAKE_PROJECT_READY, projectId, null);
  }

  async of(tx: Tx, projectId: string): Promise<ReadinessView[]> {
    const told = await this.facts.readinessOf(tx, projectId);
    return READINESS_FACTS.map(
      (fact) => told.find((view) => view.fact === fact) ?? { fact, met: false, at: null },
    );
  }

  async makeReady(tx: Tx, projectId: string): Promise<void> {
    const project = await this.projects.getForUpdate(tx, projectId);
    if (project.state !== 'seeking_endorsement') return;
    if ((await this.of(tx, projectId)).some(({ met }) => !met)) return;
    await this.moves.move(tx, project, 'ready', { actor: SYSTEM });
    await this.jobs.cancel(tx, LAPSE_PROJECT, projectId);
  }

  async lapse(tx: Tx, projectId: string): Promise<void> {
    const project = await this.projects.getForUpdate(tx, projectId);
    if (project.state !== 'seeking_endorsement') return;
    await this.moves.move(tx, project, 'lapsed', { actor: SYSTEM });
  }
}
