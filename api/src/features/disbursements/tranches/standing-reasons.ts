import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { ContributionsService } from '../../contributions/contributions.service.js';
import { ProjectConcernsService } from '../../projects/project-concerns.service.js';

export interface StandingReasons {
  /** R78, R79: its donors are asked what becomes of the money. */
  readonly donorsAsked: boolean;
  /** R98: a serious concern about the project is being looked into. */
  readonly isConcerned: boolean;
}

/** Why no payment of a project may be made now, whatever its own conditions say. */
@Injectable()
export class ReadStandingReasons {
  constructor(
    private readonly contributions: ContributionsService,
    private readonly concerns: ProjectConcernsService,
  ) {}

  async of(tx: Tx, projectId: string): Promise<StandingReasons> {
    return {
      donorsAsked: (await this.contributions.askedOf(tx, projectId)) !== null,
      isConcerned: (await this.concerns.openSince(tx, projectId)) !== null,
    };
  }
}
