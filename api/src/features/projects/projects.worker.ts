import { Injectable } from '@nestjs/common';
import { Jobs } from '../../platform/outbox/jobs.js';
import { ProjectReadiness } from './project-readiness.js';
import { LAPSE_PROJECT, MAKE_PROJECT_READY } from './projects.jobs.js';

/** The doors that time opens. */
@Injectable()
export class ProjectsWorker {
  constructor(jobs: Jobs, readiness: ProjectReadiness) {
    jobs.on(MAKE_PROJECT_READY, (tx, id) => readiness.makeReady(tx, id));
    jobs.on(LAPSE_PROJECT, (tx, id) => readiness.lapse(tx, id));
  }
}
