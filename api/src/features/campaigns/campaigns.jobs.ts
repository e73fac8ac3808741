import { defineJob } from '../../platform/outbox/jobs.js';

export const START_CAMPAIGN = defineJob('campaigns.start');
export const RESUME_CAMPAIGN = defineJob('campaigns.resume');
export const CLOSE_CAMPAIGN = defineJob('campaigns.close');
export const JUDGE_CAMPAIGN = defineJob('campaigns.judge');
export const SETTLE_CAMPAIGN = defineJob('campaigns.settle');
export const WIND_UP_CAMPAIGN = defineJob('campaigns.wind-up');
