import { amountInWords } from '@vatra/shared/amount-in-words';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Events } from '../../platform/outbox/events.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { TRANSFER_ANNOUNCED } from '../contributions/contributions.events.js';
import { ContributionsService } from '../contributions/contributions.service.js';
import { TransfersService } from '../contributions/transfers.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { dateInWords } from './words.js';

const TEMPLATE = 'donor.transfer-instructions';

/** How to pay, to keep until the bank is open: account and reference. */
@Injectable()
export class TransferMails {
  constructor(
    events: Events,
    private readonly mailer: Mailer,
    private readonly accounts: AccountsService,
    private readonly contributions: ContributionsService,
    private readonly transfers: TransfersService,
    private readonly projects: ProjectsService,
  ) {
    events.on(TRANSFER_ANNOUNCED, 'notifications.send-transfer-instructions', (tx, fact) =>
      this.send(tx, fact),
    );
  }

  private async send(
    tx: Tx,
    { contributionId, projectId }: { contributionId: string; projectId: string },
  ): Promise<void> {
    const { email, locale } = await this.contributions.noticeOf(tx, contributionId);
    const how = await this.transfers.instructionsOf(tx, contributionId);
    if (email === null || how === null) return; // Erased, or paid before the mail was written.
    const { title } = await this.projects.get(tx, projectId);
    const { holder, iban, bic, reference } = how;
    const token = await this.accounts.issueGuestToken(tx, email);
    await this.mailer.send(tx, {
      eventKey: `${TEMPLATE}:${contributionId}`,
      to: email,
      locale,
      template: TEMPLATE,
      params: {
        ...{ holder, iban, bic, reference, project: title[locale] },
        amount: amountInWords(how.amount.minor, locale),
        until: dateInWords(how.until, locale),
      },
      path: `/guest/${token}`,
    });
  }
}
