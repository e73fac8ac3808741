import { Injectable } from '@nestjs/common';
import type { Channel, ChoiceOptionsView } from '@vatra/shared/contributions/contributions.views';
import type { Locale } from '@vatra/shared/localized.dto';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import {
  CHOICE_DUE,
  CHOICE_OPENED,
  CONTRIBUTION_LATE,
  CONTRIBUTION_SUCCEEDED,
  GIFT_KEPT,
  GIFT_MOVED,
  GIVER_CHECK_ASKED,
  GIVER_CHECK_DECIDED,
} from '../contributions/contributions.events.js';
import { DisbursementsService } from '../disbursements/disbursements.service.js';
import { DonorNewsRepository } from './donor-news.repository.js';
import type { ContributionNotice } from '../contributions/contributions.service.js';
import { GiftMails, type GiftMail } from './gift-mails.js';

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
    events: Events,
    private readonly mails: GiftMails,
    private readonly news: DonorNewsRepository,
    private readonly disbursements: DisbursementsService,
  ) {
    events.on(CONTRIBUTION_SUCCEEDED, 'notifications.send-receipt', async (tx, fact) => {
      await this.news.addDonor(tx, fact.projectId, fact.contributionId);
      await this.write(tx, fact, ({ contribution }) => RECEIPTS[contribution.channel]);
    });
    events.on(CHOICE_OPENED, 'notifications.ask-donor-to-choose', (tx, fact) =>
      this.ask(tx, fact, `donor.choice-${fact.reason}`),
    );
    events.on(CHOICE_DUE, 'notifications.remind-donor-to-choose', (tx, fact) =>
      this.ask(tx, fact, `donor.choice-${fact.reason}-reminder`, String(fact.step)),
    );
    events.on(GIVER_CHECK_ASKED, 'notifications.tell-donor-of-check', (tx, fact) =>
      this.write(tx, fact, 'donor.check-asked'),
    );
    events.on(GIVER_CHECK_DECIDED, 'notifications.tell-donor-of-decided-check', (tx, fact) =>
      this.write(
        tx,
        fact,
        fact.decision === 'accept' ? 'donor.check-accepted' : 'donor.check-refused',
      ),
    );
    events.on(GIFT_MOVED, 'notifications.tell-donor-of-move', async (tx, fact) => {
      await this.news.removeDonor(tx, fact.contributionId);
      await this.news.addDonor(tx, fact.projectId, fact.newContributionId);
      await this.write(tx, { ...fact, contributionId: fact.newContributionId }, 'donor.moved');
    });
    events.on(GIFT_KEPT, 'notifications.tell-donor-of-kept-gift', async (tx, fact) => {
      if (fact.as === 'hometown_fund') await this.news.removeDonor(tx, fact.contributionId);
      await this.write(tx, fact, `donor.kept-${fact.as.replaceAll('_', '-')}`, onceAsked);
    });
    events.on(CONTRIBUTION_LATE, 'notifications.tell-donor-of-late-gift', (tx, fact) =>
      this.write(tx, fact, ({ contribution }) =>
        contribution.channel === 'card' ? 'donor.late' : 'donor.late-transfer',
      ),
    );
  }

  /** R78: the same gift may be asked about again; each time by what the money is to serve then. */
  private async ask(
    tx: Tx,
    fact: GiftFact & { readonly reason: ChoiceOptionsView['reason'] },
    template: string,
    step = '',
  ): Promise<void> {
    const { contributionId, projectId } = fact;
    const isPurpose = fact.reason === 'purpose';
    const [change] = isPurpose ? await this.disbursements.purposeChangesOf(tx, projectId) : [];
    const time: GiftMail['time'] = (notice) => `${step}${onceAsked(notice)}`;
    const words = (locale: Locale) => ({ purpose: change?.to.title[locale] ?? '' });
    await this.mails.write(tx, { contributionId, projectId, template, time, words });
  }

  private async write(
    tx: Tx,
    { contributionId, projectId }: GiftFact,
    template: GiftMail['template'],
    time: GiftMail['time'] = '',
  ): Promise<void> {
    await this.mails.write(tx, { contributionId, projectId, template, time });
  }
}

/** Only a gift of works that go on can be asked about twice. */
function onceAsked({ contribution }: ContributionNotice): string {
  const { choiceReason, choiceUntil } = contribution;
  return choiceReason === 'purpose' ? `:${choiceUntil?.toISOString() ?? ''}` : '';
}
