import { Injectable } from '@nestjs/common';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { PROJECT_EVENTS } from '../projects/projects.events.js';
import {
  CLOSE_CALL,
  CLOSE_CALL_EARLY,
  EXPIRE_ENDORSEMENT,
  TELL_ENDORSED,
} from './endorsements.jobs.js';
import { RunCall } from './run-call.js';
import { TellEndorsed } from './tell-endorsed.js';

/** The doors that time and the projects open. */
@Injectable()
export class EndorsementsWorker {
  constructor(jobs: Jobs, events: Events, calls: RunCall, telling: TellEndorsed) {
    jobs.on(CLOSE_CALL, (tx, id) => calls.closeAtEnd(tx, id));
    jobs.on(CLOSE_CALL_EARLY, (tx, id) => calls.closeEarly(tx, id));
    jobs.on(EXPIRE_ENDORSEMENT, (tx, id) => telling.expire(tx, id));
    jobs.on(TELL_ENDORSED, (tx, projectId) => telling.tell(tx, projectId));
    events.on(
      PROJECT_EVENTS.seeking_endorsement,
      'endorsements.count-again-when-project-seeks',
      (tx, { projectId }) => telling.tell(tx, projectId),
    );
  }
}
