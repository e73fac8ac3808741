import { defineJob } from '../../platform/outbox/jobs.js';

export const MAKE_PROJECT_READY = defineJob('projects.make-ready');
export const LAPSE_PROJECT = defineJob('projects.lapse');
