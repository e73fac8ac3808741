import { defineJob } from '../../platform/outbox/jobs.js';

export const CLOSE_CALL = defineJob('endorsements.close-call');
/** Looks whether a call in which everybody has answered may end before its time. */
export const CLOSE_CALL_EARLY = defineJob('endorsements.close-call-early');
export const EXPIRE_ENDORSEMENT = defineJob('endorsements.expire');
/** One per project: two associations that decide in the same moment are counted together. */
export const TELL_ENDORSED = defineJob('endorsements.tell-endorsed');
