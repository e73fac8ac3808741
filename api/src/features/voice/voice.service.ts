import { Injectable } from '@nestjs/common';
import type { ClosedGrievanceView } from '@vatra/shared/voice/grievances.views';
import type { Tx } from '../../platform/database/tx.js';
import { GrievancesRepository } from './grievances/grievances.repository.js';
import { closedView } from './grievances/grievance.presenter.js';

/** The face of voice for the features above. */
@Injectable()
export class VoiceService {
  constructor(private readonly grievances: GrievancesRepository) {}

  /** For public pages: what was decided, newest first; nothing of what was written. */
  async closedOf(tx: Tx, projectId: string): Promise<ClosedGrievanceView[]> {
    return (await this.grievances.listClosed(tx, projectId)).map(closedView);
  }
}
