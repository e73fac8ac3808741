import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { ProjectsService } from '../../projects/projects.service.js';
import type { ContributionRecord } from '../contribution.record.js';
import { ReadContributions } from '../read-contributions.js';
import { NoDistance } from './staff-refunds.errors.js';

/** R73: neither the project's reviewer nor the gift's own donor has a hand in sending it back. */
@Injectable()
export class KeepDistance {
  constructor(
    private readonly projects: ProjectsService,
    private readonly reading: ReadContributions,
  ) {}

  /** @throws NoDistance */
  async require(tx: Tx, contribution: ContributionRecord, actor: Actor): Promise<void> {
    if (await this.isKept(tx, contribution, actor)) return;
    throw new NoDistance(contribution.receiptNumber ?? '');
  }

  async isKept(tx: Tx, { id, projectId }: ContributionRecord, actor: Actor): Promise<boolean> {
    const { personId } = actor;
    if (personId === null || (await this.reading.isOwn(tx, id, actor))) return false;
    return !(await this.projects.isReviewedBy(tx, projectId, personId));
  }
}
