import { amountInWords } from '@vatra/shared/amount-in-words';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Events } from '../../platform/outbox/events.js';
import { AccountsService } from '../accounts/accounts.service.js';
import {
  SHEET_LATE,
  SHEET_RECONCILED,
  SHEET_RECORDED,
  SHEET_SHORT,
} from '../contributions/offline.events.js';
import { OfflineService, type CashReceipt } from '../contributions/offline.service.js';
import { ORGANISATION_SUSPENDED } from '../organisations/organisations.events.js';
import { OrganisationsService } from '../organisations/organisations.service.js';
import { ProjectsService } from '../projects/projects.service.js';
import { TeamMails } from './team-mails.js';
import { dateInWords } from './words.js';

interface SheetFact {
  readonly sheetId: string;
  readonly organisationId: string;
  readonly projectId: string;
}

/** Cash collected by associations: the receipt again by mail, and what collectors have to do. */
@Injectable()
export class OfflineMails {
  constructor(
    events: Events,
    private readonly mailer: Mailer,
    private readonly accounts: AccountsService,
    private readonly organisations: OrganisationsService,
    private readonly projects: ProjectsService,
    private readonly offline: OfflineService,
    private readonly team: TeamMails,
  ) {
    events.on(SHEET_RECORDED, 'notifications.send-cash-receipts', (tx, fact) =>
      this.sendReceipts(tx, fact),
    );
    events.on(SHEET_LATE, 'notifications.ask-for-cash', (tx, fact) =>
      this.toCollectors(tx, fact, 'offline.sheet-late'),
    );
    events.on(SHEET_SHORT, 'notifications.tell-collectors-of-short-sheet', (tx, fact) =>
      this.toCollectors(tx, fact, 'offline.sheet-short'),
    );
    events.on(SHEET_RECONCILED, 'notifications.tell-collectors-of-arrival', (tx, fact) =>
      this.toCollectors(tx, fact, 'offline.sheet-reconciled'),
    );
    events.on(ORGANISATION_SUSPENDED, 'notifications.tell-board-of-suspension', (tx, fact) =>
      this.tellSuspended(tx, fact.organisationId),
    );
  }

  private async sendReceipts(tx: Tx, { sheetId, projectId }: SheetFact): Promise<void> {
    const project = await this.projects.get(tx, projectId);
    for (const receipt of await this.offline.receiptsOf(tx, sheetId)) {
      const { lineId, email, locale } = receipt;
      await this.mailer.send(tx, {
        eventKey: `donor.cash-receipt:${lineId}`,
        to: email,
        locale,
        template: 'donor.cash-receipt',
        params: { ...receiptInWords(receipt), project: project.title[locale] },
        path: `/projects/${project.slug}`,
      });
    }
  }

  private async toCollectors(tx: Tx, fact: SheetFact, template: string): Promise<void> {
    const { title } = await this.projects.get(tx, fact.projectId);
    const board = await this.accounts.membersOf(tx, fact.organisationId, ['hta_board']);
    await this.team.to(tx, board, {
      eventKey: `${template}:${fact.sheetId}`,
      template,
      path: `/association/sheets/${fact.sheetId}`,
      words: (locale) => ({ project: title[locale] }),
    });
  }

  private async tellSuspended(tx: Tx, organisationId: string): Promise<void> {
    const { name } = await this.organisations.getCard(tx, organisationId);
    const people = await this.accounts.membersOf(tx, organisationId, ['hta_board', 'la_mayor']);
    await this.team.to(tx, people, {
      eventKey: `organisation.suspended:${organisationId}`,
      template: 'organisation.suspended',
      path: `/desk`,
      words: () => ({ organisation: name }),
    });
  }
}

function receiptInWords(receipt: CashReceipt): Record<string, string> {
  const { receiptNumber, amountMinor, association, event, heldOn, locale } = receipt;
  return {
    receipt: receiptNumber,
    amount: amountInWords(amountMinor, locale),
    association,
    event,
    heldOn: dateInWords(`${heldOn}T12:00:00Z`, locale),
  };
}
