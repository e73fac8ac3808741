import { Injectable } from '@nestjs/common';
import { Events } from '../../../platform/outbox/events.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { CAMPAIGN_LIVE } from '../../campaigns/campaigns.events.js';
import { PROJECT_EVENTS } from '../../projects/projects.events.js';
import { TELL_COFINANCING } from './commitments.jobs.js';
import { TellCofinancing } from './tell-cofinancing.js';

@Injectable()
export class CommitmentsWorker {
  constructor(jobs: Jobs, events: Events, telling: TellCofinancing) {
    jobs.on(TELL_COFINANCING, (tx, projectId) => telling.tell(tx, projectId));
    events.on(CAMPAIGN_LIVE, 'matching.count-again-when-campaign-is-live', (tx, { projectId }) =>
      telling.tell(tx, projectId),
    );
    events.on(
      PROJECT_EVENTS.seeking_endorsement,
      'matching.count-again-when-project-seeks',
      (tx, { projectId }) => telling.tell(tx, projectId),
    );
  }
}
