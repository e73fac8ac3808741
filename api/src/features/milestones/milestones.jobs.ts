import { defineJob } from '../../platform/outbox/jobs.js';

export const FLAG_OVERDUE = defineJob('milestones.flag-overdue');
export const DRAW_VERIFIERS = defineJob('milestones.draw-verifiers');
export const LAPSE_VERIFICATION = defineJob('milestones.lapse-verification');
