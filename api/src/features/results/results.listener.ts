import { Injectable } from '@nestjs/common';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { MILESTONE_REWORK, MILESTONE_VERIFIED } from '../milestones/milestones.events.js';
import { OPEN_FOLLOW_UP } from './results.jobs.js';
import { ReviewReport } from './review-report.js';
import { SubmitReport } from './submit-report.js';

@Injectable()
export class ResultsListener {
  constructor(events: Events, jobs: Jobs, submitting: SubmitReport, reviewing: ReviewReport) {
    events.on(
      MILESTONE_VERIFIED,
      'results.expect-completion-when-works-are-verified',
      (tx, fact) =>
        fact.kind === 'work' ? submitting.expectCompletion(tx, fact.projectId) : Promise.resolve(),
    );
    events.on(MILESTONE_REWORK, 'results.return-completion-when-work-is-sent-back', (tx, fact) =>
      fact.kind === 'completion'
        ? reviewing.returnAfterRework(tx, fact.projectId)
        : Promise.resolve(),
    );
    jobs.on(OPEN_FOLLOW_UP, (tx, reportId) => reviewing.openFollowUp(tx, reportId));
  }
}
