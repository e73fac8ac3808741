import { Injectable } from '@nestjs/common';
import { money, type Currency } from '@vatra/shared/money';
import type { Tx } from '../../platform/database/tx.js';
import { Events } from '../../platform/outbox/events.js';
import {
  ACCOUNT_ASKED,
  CLAIM_DUE,
  CLAIM_FAILED,
  CLAIM_PAID,
  CLAIM_UNCLAIMED,
  CONTRIBUTION_REFUNDED,
  REFUND_FAILED,
  type RefundFact,
} from '../contributions/contributions.events.js';
import { DonorNewsRepository } from './donor-news.repository.js';
import { GiftMails } from './gift-mails.js';
import { paidInWords } from './words.js';

/** What donors are written about money on its way back to them (N6), arrived or not. */
@Injectable()
export class RefundMails {
  constructor(
    events: Events,
    private readonly mails: GiftMails,
    private readonly news: DonorNewsRepository,
  ) {
    events.on(CONTRIBUTION_REFUNDED, 'notifications.tell-donor-of-refund', async (tx, fact) => {
      if (fact.isWhole) await this.news.removeDonor(tx, fact.contributionId);
      await this.write(tx, fact, 'donor.refunded');
    });
    events.on(REFUND_FAILED, 'notifications.tell-donor-refund-failed', (tx, fact) =>
      this.write(tx, fact, 'donor.refund-failed'),
    );
    events.on(ACCOUNT_ASKED, 'notifications.ask-donor-for-account', (tx, fact) =>
      this.write(tx, fact, 'donor.refund-account'),
    );
    events.on(CLAIM_DUE, 'notifications.ask-donor-for-account-again', (tx, fact) =>
      this.write(tx, fact, 'donor.claim-reminder', String(fact.step)),
    );
    events.on(CLAIM_UNCLAIMED, 'notifications.tell-donor-money-is-unclaimed', (tx, fact) =>
      this.write(tx, fact, 'donor.claim-unclaimed'),
    );
    events.on(CLAIM_PAID, 'notifications.tell-donor-account-was-paid', (tx, fact) =>
      this.write(tx, fact, 'donor.claim-paid'),
    );
    events.on(CLAIM_FAILED, 'notifications.tell-donor-account-was-refused', (tx, fact) =>
      this.write(tx, fact, 'donor.claim-failed', String(fact.attempt)),
    );
  }

  private async write(
    tx: Tx,
    fact: RefundFact & { sentMinor?: number; sentCurrency?: Currency },
    template: string,
    time = '',
  ): Promise<void> {
    const { sentMinor, sentCurrency } = fact;
    const isSent = sentMinor !== undefined && sentCurrency !== undefined;
    const sent = isSent ? money(sentMinor, sentCurrency) : null;
    const { contributionId, projectId, refundId, amountMinor } = fact;
    await this.mails.write(tx, {
      contributionId,
      projectId,
      template,
      time: `${time}:${refundId}`,
      words: (locale) => ({ amount: paidInWords(amountMinor, sent, locale) }),
    });
  }
}
