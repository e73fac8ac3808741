import { defineJob } from '../../platform/outbox/jobs.js';

/** Subject: the grievance whose decision nobody has answered in fifteen days. */
export const CLOSE_SILENT_GRIEVANCE = defineJob('voice.close-silent-grievance');
