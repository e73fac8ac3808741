import { defineJob } from '../../../platform/outbox/jobs.js';

/** Nobody has named an account: the money is unclaimed from now on. */
export const END_ASKING = defineJob('contributions.end-asking');
/** Unclaimed for its time: it serves the hometown. */
export const END_CLAIM = defineJob('contributions.end-claim');
