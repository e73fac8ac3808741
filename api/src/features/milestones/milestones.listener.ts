import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../platform/actor.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { AnswerVerification } from './answer-verification.js';
import { DrawVerifiers } from './draw-verifiers.js';
import { DRAW_VERIFIERS, FLAG_OVERDUE, LAPSE_VERIFICATION } from './milestones.jobs.js';
import { PlanMilestones } from './plan-milestones.js';

/** What becomes due without anybody asking. */
@Injectable()
export class MilestonesListener {
  constructor(
    jobs: Jobs,
    plan: PlanMilestones,
    verifiers: DrawVerifiers,
    answers: AnswerVerification,
  ) {
    jobs.on(FLAG_OVERDUE, (tx, id) => plan.flagOverdue(tx, id));
    jobs.on(DRAW_VERIFIERS, (tx, id) => verifiers.drawAgain(tx, id));
    jobs.on(LAPSE_VERIFICATION, (tx, id) => answers.lapse(tx, SYSTEM, id));
  }
}
