import { defineJob } from '../../platform/outbox/jobs.js';

export const MAKE_PROJECT_READY = defineJob('projects.make-ready');
export const LAPSE_PROJECT = defineJob('projects.lapse');
/** One per place: moves of the same moment are counted together. */
export const COUNT_PLACE = defineJob('projects.count-place');
