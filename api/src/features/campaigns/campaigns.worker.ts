import { Injectable } from '@nestjs/common';
import { Jobs } from '../../platform/outbox/jobs.js';
import {
  CLOSE_CAMPAIGN,
  JUDGE_CAMPAIGN,
  RESUME_CAMPAIGN,
  SETTLE_CAMPAIGN,
  START_CAMPAIGN,
  WIND_UP_CAMPAIGN,
} from './campaigns.jobs.js';
import { FinishCampaign } from './finish-campaign.js';
import { JudgeCampaign } from './judge-campaign.js';
import { PauseCampaign } from './pause-campaign.js';
import { RunCampaign } from './run-campaign.js';

/** The doors that time opens. */
@Injectable()
export class CampaignsWorker {
  constructor(
    jobs: Jobs,
    running: RunCampaign,
    pausing: PauseCampaign,
    judging: JudgeCampaign,
    finishing: FinishCampaign,
  ) {
    jobs.on(START_CAMPAIGN, (tx, id) => running.start(tx, id));
    jobs.on(CLOSE_CAMPAIGN, (tx, id) => running.closeAtEnd(tx, id));
    jobs.on(RESUME_CAMPAIGN, (tx, id) => pausing.resume(tx, id));
    jobs.on(JUDGE_CAMPAIGN, (tx, id) => judging.judge(tx, id));
    jobs.on(SETTLE_CAMPAIGN, (tx, id) => finishing.settle(tx, id));
    jobs.on(WIND_UP_CAMPAIGN, (tx, id) => finishing.windUp(tx, id));
  }
}
