import { defineJob } from '../../../platform/outbox/jobs.js';

/** One per project: decisions of the same moment are summed together. */
export const TELL_COFINANCING = defineJob('matching.tell-cofinancing');
