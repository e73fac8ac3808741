import { Injectable } from '@nestjs/common';
import type {
  ConfirmDecisionDto,
  ProposeDecisionDto,
} from '@vatra/shared/disbursements/project-decisions.dto';
import type { ProjectDecisionsView } from '@vatra/shared/disbursements/project-decisions.views';
import type { Actor } from '../../../platform/actor.js';
import { Database } from '../../../platform/database/database.js';
import { DecideProject } from './decide-project.js';
import { ReadDecisions } from './read-decisions.js';

/** How works end before their time: one of staff proposes, another confirms. */
@Injectable()
export class DecisionsService {
  constructor(
    private readonly database: Database,
    private readonly deciding: DecideProject,
    private readonly reading: ReadDecisions,
  ) {}

  ofProject(actor: Actor, projectId: string): Promise<ProjectDecisionsView> {
    return this.database.look((tx) => this.reading.ofProject(tx, projectId, actor));
  }

  propose(actor: Actor, projectId: string, dto: ProposeDecisionDto): Promise<ProjectDecisionsView> {
    return this.database.inTransaction(async (tx) => {
      await this.deciding.propose(tx, actor, projectId, dto);
      return this.reading.ofProject(tx, projectId, actor);
    });
  }

  confirm(actor: Actor, id: string, dto: ConfirmDecisionDto): Promise<ProjectDecisionsView> {
    return this.database.inTransaction(async (tx) => {
      const projectId = await this.deciding.confirm(tx, actor, id, dto);
      return this.reading.ofProject(tx, projectId, actor);
    });
  }

  withdraw(actor: Actor, id: string): Promise<ProjectDecisionsView> {
    return this.database.inTransaction(async (tx) => {
      const projectId = await this.deciding.withdraw(tx, actor, id);
      return this.reading.ofProject(tx, projectId, actor);
    });
  }
}
