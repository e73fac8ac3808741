import { defineJob } from '../../../platform/outbox/jobs.js';

export const OPEN_FUND = defineJob('matching.open-fund');
export const CLOSE_FUND = defineJob('matching.close-fund');
