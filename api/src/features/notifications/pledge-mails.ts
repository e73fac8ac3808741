import { amountInWords } from '@vatra/shared/amount-in-words';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Events } from '../../platform/outbox/events.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { PLEDGE_LAPSED, PLEDGE_MADE, PLEDGE_REFUSED } from '../contributions/pledges.events.js';
import { PledgesService } from '../contributions/pledges.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { dateInWords } from './words.js';

const REFUSED = {
  confirmation_needed: 'donor.pledge-confirm',
  declined: 'donor.pledge-declined',
} as const;

const LAPSED = {
  not_needed: 'donor.pledge-not-needed',
  not_paid: 'donor.pledge-not-paid',
} as const;

/** R42: what was promised, what a bank said when it fell due, and how it ended. A receipt follows the money. */
@Injectable()
export class PledgeMails {
  constructor(
    events: Events,
    private readonly mailer: Mailer,
    private readonly accounts: AccountsService,
    private readonly campaigns: CampaignsService,
    private readonly pledges: PledgesService,
    private readonly projects: ProjectsService,
  ) {
    events.on(PLEDGE_MADE, 'notifications.confirm-pledge', (tx, { pledgeId }) =>
      this.send(tx, pledgeId, 'donor.pledge-made'),
    );
    events.on(PLEDGE_REFUSED, 'notifications.ask-donor-for-pledge', (tx, { pledgeId, as, time }) =>
      this.send(tx, pledgeId, REFUSED[as], time),
    );
    events.on(PLEDGE_LAPSED, 'notifications.tell-donor-of-lapsed-pledge', (tx, { pledgeId, as }) =>
      this.send(tx, pledgeId, LAPSED[as]),
    );
  }

  private async send(tx: Tx, pledgeId: string, template: string, time = ''): Promise<void> {
    const { pledge, email, locale } = await this.pledges.noticeOf(tx, pledgeId);
    if (email === null) return; // Erased: there is nobody to write to.
    const { title } = await this.projects.get(tx, pledge.projectId);
    const { endsAt } = await this.campaigns.get(tx, pledge.campaignId);
    const { nextChargeAt } = pledge;
    const token = await this.accounts.issueGuestToken(tx, email);
    await this.mailer.send(tx, {
      eventKey: `${template}${time}:${pledgeId}`,
      to: email,
      locale,
      template,
      params: {
        project: title[locale],
        gross: amountInWords(pledge.grossMinor, locale),
        until: dateInWords(endsAt, locale),
        again: nextChargeAt === null ? '' : dateInWords(nextChargeAt, locale),
      },
      path: `/guest/${token}`,
    });
  }
}
