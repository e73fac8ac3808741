import { Injectable } from '@nestjs/common';
import type { Channel } from '@vatra/shared/contributions/contributions.views';
import type { Tx } from '../../platform/database/tx.js';
import { Events, type EventType } from '../../platform/outbox/events.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { AccountsService } from '../accounts/accounts.service.js';
import {
  CHOICE_DUE,
  CHOICE_OPENED,
  CONTRIBUTION_LATE,
  CONTRIBUTION_REFUNDED,
  CONTRIBUTION_SUCCEEDED,
  GIFT_KEPT,
  GIFT_MOVED,
  REFUND_FAILED,
} from '../contributions/contributions.events.js';
import {
  ContributionsService,
  type ContributionNotice,
} from '../contributions/contributions.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { DonorNewsRepository } from './donor-news.repository.js';
import { amountInWords, dateInWords } from './words.js';

/** What the receipt says depends on the way the gift came. */
const RECEIPTS: Readonly<Record<Channel, string>> = {
  card: 'donor.receipt',
  bank_transfer: 'donor.receipt-transfer',
  offline: 'donor.receipt-offline',
};

interface GiftFact {
  readonly contributionId: string;
  readonly projectId: string;
}

/** What each donor is written about their own gift: N1, N3, N6 and what may go wrong. */
@Injectable()
export class DonorMails {
  constructor(
    private readonly events: Events,
    private readonly mailer: Mailer,
    private readonly accounts: AccountsService,
    private readonly contributions: ContributionsService,
    private readonly projects: ProjectsService,
    private readonly news: DonorNewsRepository,
  ) {
    events.on(CONTRIBUTION_SUCCEEDED, 'notifications.send-receipt', async (tx, fact) => {
      await this.news.addDonor(tx, fact.projectId, fact.contributionId);
      await this.write(tx, fact, ({ contribution }) => RECEIPTS[contribution.channel]);
    });
    events.on(CHOICE_OPENED, 'notifications.ask-donor-to-choose', (tx, fact) =>
      this.write(tx, fact, `donor.choice-${fact.reason}`),
    );
    events.on(CHOICE_DUE, 'notifications.remind-donor-to-choose', (tx, fact) =>
      this.write(tx, fact, `donor.choice-${fact.reason}-reminder`, String(fact.step)),
    );
    events.on(GIFT_MOVED, 'notifications.tell-donor-of-move', async (tx, fact) => {
      await this.news.removeDonor(tx, fact.contributionId);
      await this.news.addDonor(tx, fact.projectId, fact.newContributionId);
      await this.write(tx, { ...fact, contributionId: fact.newContributionId }, 'donor.moved');
    });
    events.on(GIFT_KEPT, 'notifications.tell-donor-of-kept-gift', async (tx, fact) => {
      if (fact.as === 'hometown_fund') await this.news.removeDonor(tx, fact.contributionId);
      await this.write(tx, fact, `donor.kept-${fact.as.replaceAll('_', '-')}`);
    });
    events.on(CONTRIBUTION_LATE, 'notifications.tell-donor-of-late-gift', (tx, fact) =>
      this.write(tx, fact, ({ contribution }) =>
        contribution.channel === 'card' ? 'donor.late' : 'donor.late-transfer',
      ),
    );
    this.on(REFUND_FAILED, 'notifications.tell-donor-refund-failed', 'donor.refund-failed');
    events.on(CONTRIBUTION_REFUNDED, 'notifications.tell-donor-of-refund', async (tx, fact) => {
      await this.news.removeDonor(tx, fact.contributionId);
      await this.write(tx, fact, 'donor.refunded');
    });
  }

  private on(event: EventType<GiftFact>, handlerName: string, template: string): void {
    this.events.on(event, handlerName, (tx, fact) => this.write(tx, fact, template));
  }

  /** @param template its name, or how the gift decides it */
  private async write(
    tx: Tx,
    fact: GiftFact,
    template: string | ((notice: ContributionNotice) => string),
    time = '',
  ): Promise<void> {
    const notice = await this.contributions.noticeOf(tx, fact.contributionId);
    if (notice.email === null) return; // Erased: there is nobody to write to.
    const name = typeof template === 'string' ? template : template(notice);
    const project = await this.projects.get(tx, fact.projectId);
    const params = { ...giftInWords(notice), project: project.title[notice.locale] };
    const token = await this.accounts.issueGuestToken(tx, notice.email);
    await this.mailer.send(tx, {
      eventKey: `${name}${time}:${fact.contributionId}`,
      to: notice.email,
      locale: notice.locale,
      template: name,
      params,
      path: `/guest/${token}`,
    });
  }
}

function giftInWords({ contribution, locale }: ContributionNotice): Record<string, string> {
  const { giftMinor, tipMinor, feeCoverMinor, grossMinor } = contribution;
  const words: Record<string, string> = {
    gift: amountInWords(giftMinor, locale),
    tip: amountInWords(tipMinor, locale),
    feeCover: amountInWords(feeCoverMinor, locale),
    gross: amountInWords(grossMinor, locale),
    receipt: contribution.receiptNumber ?? '',
    kept: amountInWords(contribution.settled?.netLeftMinor ?? 0, locale),
  };
  const dates = {
    paidOn: contribution.paidAt,
    withdrawUntil: contribution.withdrawUntil,
    chooseUntil: contribution.choiceUntil,
  };
  for (const [name, at] of Object.entries(dates)) {
    words[name] = at === null ? '' : dateInWords(at, locale);
  }
  return words;
}
