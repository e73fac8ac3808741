import { Injectable } from '@nestjs/common';
import { Jobs } from '../../platform/outbox/jobs.js';
import { DRAW_VERIFIERS, FLAG_OVERDUE, LAPSE_VERIFICATION } from './milestones.jobs.js';
import { MilestonesService } from './milestones.service.js';

/** What becomes due without anybody asking. */
@Injectable()
export class MilestonesListener {
  constructor(jobs: Jobs, milestones: MilestonesService) {
    jobs.on(FLAG_OVERDUE, (tx, id) => milestones.flagOverdue(tx, id));
    jobs.on(DRAW_VERIFIERS, (tx, id) => milestones.drawAgain(tx, id));
    jobs.on(LAPSE_VERIFICATION, (tx, id) => milestones.lapseCase(tx, id));
  }
}
