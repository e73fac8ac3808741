import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../platform/actor.js';
import { Events } from '../../platform/outbox/events.js';
import { Jobs } from '../../platform/outbox/jobs.js';
import { DISPUTE_ENDED, GIFT_KEPT, REFUND_DECIDED } from '../contributions/contributions.events.js';
import {
  COMMITMENT_DECIDED,
  COMMITMENT_EVIDENCED,
  COMMITMENT_WITHDRAWN,
  MATCHING_RECEIVED,
} from '../matching/matching.events.js';
import { MILESTONE_VERIFIED, SPENDING_REPORTED } from '../milestones/milestones.events.js';
import { PROJECT_EVENTS } from '../projects/projects.events.js';
import { GrowGrant } from './agreements/grow-grant.js';
import { MakeAgreement } from './agreements/make-agreement.js';
import { ShrinkGrant } from './agreements/shrink-grant.js';
import { CHECK_TRANCHES, REMIND_AGREEMENT } from './disbursements.jobs.js';
import { KeepPayees } from './payees/keep-payees.js';
import { CheckTranches } from './tranches/check-tranches.js';

/** What happens below and in time, each answered with one verb. */
@Injectable()
export class DisbursementsListener {
  constructor(
    events: Events,
    jobs: Jobs,
    agreements: MakeAgreement,
    checks: CheckTranches,
    payees: KeepPayees,
    shrinking: ShrinkGrant,
    growing: GrowGrant,
  ) {
    events.on(
      PROJECT_EVENTS.seeking_endorsement,
      'disbursements.tell-payee-when-project-is-accepted',
      (tx, fact) => payees.recordReadiness(tx, fact.projectId, SYSTEM),
    );
    events.on(MILESTONE_VERIFIED, 'disbursements.check-when-milestone-is-verified', (tx, fact) =>
      checks.check(tx, fact.projectId),
    );
    events.on(SPENDING_REPORTED, 'disbursements.check-when-spending-is-reported', (tx, fact) =>
      checks.check(tx, fact.projectId),
    );
    events.on(COMMITMENT_EVIDENCED, 'disbursements.check-when-share-is-evidenced', (tx, fact) =>
      checks.check(tx, fact.projectId),
    );
    events.on(COMMITMENT_WITHDRAWN, 'disbursements.hold-when-share-is-withdrawn', (tx, fact) =>
      checks.holdForShare(tx, fact.projectId),
    );
    events.on(COMMITMENT_DECIDED, 'disbursements.check-when-share-is-decided', (tx, fact) =>
      checks.check(tx, fact.projectId),
    );
    events.on(MATCHING_RECEIVED, 'disbursements.check-when-matching-is-received', (tx, fact) =>
      checks.check(tx, fact.projectId),
    );
    events.on(DISPUTE_ENDED, 'disbursements.check-when-dispute-ends', async (tx, fact) => {
      if (fact.as === 'lost') await shrinking.afterLoss(tx, fact.projectId, fact.disputeId);
      else await growing.afterGain(tx, { ...fact, causeId: fact.disputeId });
      await checks.check(tx, fact.projectId);
    });
    events.on(GIFT_KEPT, 'disbursements.grow-when-gift-stays', async (tx, fact) => {
      if (fact.as !== 'project') return;
      await growing.afterGain(tx, { ...fact, causeId: fact.contributionId });
      await checks.check(tx, fact.projectId);
    });
    events.on(REFUND_DECIDED, 'disbursements.shrink-when-gift-goes-back', async (tx, fact) => {
      await shrinking.afterLoss(tx, fact.projectId, fact.refundId);
      await checks.check(tx, fact.projectId);
    });
    events.on(PROJECT_EVENTS.completed, 'disbursements.check-when-completed', (tx, fact) =>
      checks.check(tx, fact.projectId),
    );
    jobs.on(CHECK_TRANCHES, (tx, projectId) => checks.check(tx, projectId));
    jobs.on(REMIND_AGREEMENT, (tx, projectId) => agreements.remind(tx, projectId));
  }
}
