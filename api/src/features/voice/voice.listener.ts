import { Injectable } from '@nestjs/common';
import { Jobs } from '../../platform/outbox/jobs.js';
import { CloseGrievance } from './grievances/close-grievance.js';
import { CLOSE_SILENT_GRIEVANCE } from './voice.jobs.js';

@Injectable()
export class VoiceListener {
  constructor(jobs: Jobs, closing: CloseGrievance) {
    jobs.on(CLOSE_SILENT_GRIEVANCE, (tx, grievanceId) => closing.afterSilence(tx, grievanceId));
  }
}
