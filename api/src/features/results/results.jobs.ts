import { defineJob } from '../../platform/outbox/jobs.js';

/** Subject: the report that may be handed in from now on. */
export const OPEN_FOLLOW_UP = defineJob('results.open-follow-up');
