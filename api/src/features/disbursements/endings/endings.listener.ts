import { Injectable } from '@nestjs/common';
import { Events } from '../../../platform/outbox/events.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { CAMPAIGN_SETTLED } from '../../campaigns/campaigns.events.js';
import { DISPUTE_ENDED, SHARE_OUT_FINISHED } from '../../contributions/contributions.events.js';
import { PROJECT_EVENTS } from '../../projects/projects.events.js';
import { TRANCHE_RETURNED } from '../disbursements.events.js';
import { CANCEL_UNSIGNED, LOOK_FOR_IDLE } from '../disbursements.jobs.js';
import { EndProject } from './end-project.js';
import { IdleMoney } from './idle-money.js';
import { SettleProject } from './settle-project.js';
import { KeepLeftover } from './keep-leftover.js';
import { WindUp } from './wind-up.js';
import { CreditRecovery } from '../recoveries/credit-recovery.js';

/** How projects go on when their money is counted, and how they end, by what happens below and in time. */
@Injectable()
export class EndingsListener {
  constructor(
    events: Events,
    jobs: Jobs,
    settling: SettleProject,
    ending: EndProject,
    windUp: WindUp,
    recoveries: CreditRecovery,
    leftovers: KeepLeftover,
    idle: IdleMoney,
  ) {
    events.on(CAMPAIGN_SETTLED, 'disbursements.make-agreement-when-settled', (tx, fact) =>
      settling.run(tx, fact),
    );
    // Banks may have claimed all there was when the campaign settled (L10).
    events.on(DISPUTE_ENDED, 'disbursements.make-agreement-when-dispute-ends', (tx, fact) =>
      settling.run(tx, fact),
    );
    events.on(SHARE_OUT_FINISHED, 'disbursements.wind-up-when-shared-out', (tx, fact) =>
      windUp.whenNothingIsLeft(tx, fact.projectId),
    );
    events.on(
      SHARE_OUT_FINISHED,
      'disbursements.plan-anew-when-donors-answered',
      async (tx, fact) => {
        if (fact.reason === 'idle') await idle.whenAnswered(tx, fact.projectId);
      },
    );
    events.on(SHARE_OUT_FINISHED, 'disbursements.share-recovered-when-shared-out', (tx, fact) =>
      recoveries.shareWhenEnded(tx, fact.projectId),
    );
    events.on(TRANCHE_RETURNED, 'disbursements.share-recovered-when-returned', (tx, fact) =>
      recoveries.shareWhenEnded(tx, fact.projectId),
    );
    events.on(PROJECT_EVENTS.closed, 'disbursements.keep-leftover-when-closed', (tx, fact) =>
      leftovers.whenClosed(tx, fact.projectId),
    );
    events.on(TRANCHE_RETURNED, 'disbursements.keep-leftover-when-returned', (tx, fact) =>
      leftovers.whenReturned(tx, fact.projectId, fact.trancheId),
    );
    events.on(
      DISPUTE_ENDED,
      'disbursements.keep-leftover-when-dispute-is-won',
      async (tx, fact) => {
        if (fact.as === 'won') await leftovers.whenWon(tx, fact);
      },
    );
    // A frozen match may have been the last money of an ended project (L12).
    events.on(DISPUTE_ENDED, 'disbursements.wind-up-when-dispute-ends', (tx, fact) =>
      windUp.whenNothingIsLeft(tx, fact.projectId),
    );
    jobs.on(LOOK_FOR_IDLE, (tx, projectId) => idle.look(tx, projectId));
    jobs.on(CANCEL_UNSIGNED, (tx, projectId) => ending.cancelUnsigned(tx, projectId));
  }
}
