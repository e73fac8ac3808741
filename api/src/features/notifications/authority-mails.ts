import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import type { Tx } from '../../platform/database/tx.js';
import { Events, type EventType } from '../../platform/outbox/events.js';
import { CAMPAIGN_FAILED, CAMPAIGN_LIVE, CAMPAIGN_SETTLED } from '../campaigns/campaigns.events.js';
import {
  AGREEMENT_MADE,
  AGREEMENT_OVERDUE,
  PAYOUT_FAILED,
  RECOVERY_DEMANDED,
  RECOVERY_OVERDUE,
  TRANCHE_CONFIRMED,
  TRANCHE_HELD,
} from '../disbursements/disbursements.events.js';
import {
  MILESTONE_OVERDUE,
  MILESTONE_REWORK,
  MILESTONE_VERIFIED,
  VERIFIER_DRAWN,
} from '../milestones/milestones.events.js';
import { PROJECT_EVENTS } from '../projects/projects.events.js';
import { REPORT_DUE, REPORT_RETURNED } from '../results/results.events.js';
import { TeamMails } from './team-mails.js';

interface ProjectFact {
  readonly projectId: string;
}

/** N11: what the authority has to do or to know; N12: whom it asks to look at the work. */
@Injectable()
export class AuthorityMails {
  constructor(
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly team: TeamMails,
  ) {
    this.onReview();
    this.onCampaign();
    this.onWork();
    events.on(VERIFIER_DRAWN, 'notifications.ask-verifier', (tx, fact) =>
      this.team.toPerson(tx, fact.personId, fact.projectId, {
        eventKey: `verifier.asked:${fact.verificationId}`,
        template: 'verifier.asked',
        path: `/verify/${fact.verificationId}`,
      }),
    );
  }

  private onReview(): void {
    for (const state of ['changes_requested', 'seeking_endorsement', 'rejected'] as const) {
      const name = state.replaceAll('_', '-');
      this.events.on(PROJECT_EVENTS[state], `notifications.tell-authority-${name}`, (tx, fact) =>
        this.tell(tx, fact, { template: `authority.${name}`, subject: fact.projectId }),
      );
    }
  }

  private onCampaign(): void {
    const campaign = (event: EventType<ProjectFact & { campaignId: string }>, name: string) => {
      this.events.on(event, `notifications.tell-authority-${name}`, (tx, fact) =>
        this.tell(tx, fact, {
          template: `authority.${name}`,
          subject: fact.campaignId,
          page: '/campaign',
        }),
      );
    };
    campaign(CAMPAIGN_LIVE, 'campaign-live');
    campaign(CAMPAIGN_FAILED, 'campaign-failed');
    campaign(CAMPAIGN_SETTLED, 'campaign-settled');
    const agreement = (event: EventType<ProjectFact>, name: string) => {
      this.events.on(event, `notifications.tell-authority-${name}`, (tx, fact) =>
        this.tell(tx, fact, {
          template: `authority.${name}`,
          subject: fact.projectId,
          page: '/agreement',
        }),
      );
    };
    agreement(AGREEMENT_MADE, 'agreement-made');
    agreement(AGREEMENT_OVERDUE, 'agreement-overdue');
    agreement(RECOVERY_DEMANDED, 'recovery-demanded');
    agreement(RECOVERY_OVERDUE, 'recovery-overdue');
  }

  private onWork(): void {
    const milestone = (event: EventType<ProjectFact & { milestoneId: string }>, name: string) => {
      this.events.on(event, `notifications.tell-authority-${name}`, (tx, fact) =>
        this.tell(tx, fact, {
          template: `authority.${name}`,
          subject: fact.milestoneId,
          page: `/milestones/${fact.milestoneId}`,
        }),
      );
    };
    milestone(MILESTONE_VERIFIED, 'milestone-verified');
    milestone(MILESTONE_REWORK, 'milestone-rework');
    milestone(MILESTONE_OVERDUE, 'milestone-overdue');
    const tranche = (event: EventType<ProjectFact & { trancheId: string }>, name: string) => {
      this.events.on(event, `notifications.tell-authority-${name}`, (tx, fact) =>
        this.tell(tx, fact, {
          template: `authority.${name}`,
          subject: fact.trancheId,
          page: '/spending',
        }),
      );
    };
    tranche(TRANCHE_CONFIRMED, 'tranche-paid');
    tranche(TRANCHE_HELD, 'tranche-held');
    tranche(PAYOUT_FAILED, 'payout-failed');
    const report = (event: EventType<ProjectFact & { reportId: string }>, name: string) => {
      this.events.on(event, `notifications.tell-authority-${name}`, (tx, fact) =>
        this.tell(tx, fact, {
          template: `authority.${name}`,
          subject: fact.reportId,
          page: `/reports/${fact.reportId}`,
        }),
      );
    };
    report(REPORT_DUE, 'report-due');
    report(REPORT_RETURNED, 'report-returned');
  }

  private async tell(
    tx: Tx,
    { projectId }: ProjectFact,
    mail: { template: string; subject: string; page?: string },
  ): Promise<void> {
    const { template, subject, page = '' } = mail;
    // Some of this happens again to the same thing, a second round of review; not twice a day.
    const day = (await this.clock.now(tx)).toISOString().slice(0, 10);
    await this.team.toAuthority(tx, projectId, {
      eventKey: `${template}:${subject}:${day}`,
      template,
      path: `/authority/projects/${projectId}${page}`,
    });
  }
}
