import { defineJob } from '../../platform/outbox/jobs.js';

export const MARK_EXPIRING = defineJob('organisations.mark-expiring');
export const EXPIRE = defineJob('organisations.expire');
