import { Injectable } from '@nestjs/common';
import { Jobs } from '../../platform/outbox/jobs.js';
import { CountPlace } from './count-place.js';
import { ProjectReadiness } from './project-readiness.js';
import { COUNT_PLACE, LAPSE_PROJECT, MAKE_PROJECT_READY } from './projects.jobs.js';

/** The doors that time opens. */
@Injectable()
export class ProjectsWorker {
  constructor(jobs: Jobs, readiness: ProjectReadiness, counting: CountPlace) {
    jobs.on(MAKE_PROJECT_READY, (tx, id) => readiness.makeReady(tx, id));
    jobs.on(COUNT_PLACE, (tx, placeId) => counting.count(tx, placeId));
    jobs.on(LAPSE_PROJECT, (tx, id) => readiness.lapse(tx, id));
  }
}
