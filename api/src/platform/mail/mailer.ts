import { Injectable } from '@nestjs/common';
import type { Locale } from '@vatra/shared/localized.dto';
import { createTransport, type Transporter } from 'nodemailer';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/tx.js';
import { newId } from '../ids/ids.js';
import { OutsideRefused, Operations, type OperationKind } from '../operations/operations.js';
import { writeMail, type MailParams, type MailTemplate } from './mail-text.js';
import { MailsRepository, type MailRow } from './mails.repository.js';

export interface MailOrder {
  /** What happened, `contribution.succeeded:<id>`; the same event never writes twice to a person. */
  readonly eventKey: string;
  readonly to: string;
  readonly locale: Locale;
  readonly template: string;
  readonly params?: MailParams;
  /** Where the mail leads, below the language of the web. */
  readonly path?: string;
}

export interface MailCatalogue {
  readonly templates: Readonly<Record<string, MailTemplate>>;
  readonly footer: string;
}

interface SendRequest {
  readonly mailId: string;
}

const SMTP_REFUSED_FROM = 500;
const SENDER_NAME = 'Vatra';

/** Writes mails into a table within the transaction of their cause; a worker hands them over. */
@Injectable()
export class Mailer {
  private readonly transport: Transporter | null;
  private catalogues: Readonly<Record<Locale, MailCatalogue>> | null = null;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly operations: Operations,
    private readonly mails: MailsRepository,
  ) {
    this.transport = config.smtpUrl === null ? null : createTransport(config.smtpUrl);
    operations.register(this.sending);
  }

  /** The words of all mails; given once, by the feature that owns them. */
  speak(catalogues: Readonly<Record<Locale, MailCatalogue>>): void {
    this.catalogues = catalogues;
  }

  send(tx: Tx, order: MailOrder): Promise<void> {
    return this.sendAll(tx, [order]);
  }

  /** For the same news to many: one statement keeps them all. */
  async sendAll(tx: Tx, orders: readonly MailOrder[]): Promise<void> {
    if (orders.length === 0) return;
    const mails = orders.map((order) => this.write(order));
    // Without SMTP_URL there is nobody to hand them to: they are kept, and that is the end of it.
    const ends = this.transport === null ? { keepWords: this.config.demo } : null;
    const fresh = await this.mails.insert(tx, mails, ends);
    if (ends !== null) return;
    for (const id of fresh) {
      await this.operations.request(tx, this.sending, { subjectId: id, request: { mailId: id } });
    }
  }

  private write(order: MailOrder): MailRow {
    const { eventKey, to, template: name, locale, params = {}, path } = order;
    const catalogue = this.catalogues?.[locale];
    const template = catalogue?.templates[name];
    if (catalogue === undefined || template === undefined) {
      throw new Error(`No words for the mail ${name}`);
    }
    const url = path === undefined ? null : `${this.config.publicUrl}/${locale}${path}`;
    const words = writeMail(template, params, { url, footer: catalogue.footer });
    return { id: newId(), eventKey, recipient: to.toLowerCase(), template: name, locale, ...words };
  }

  private readonly sending: OperationKind<SendRequest, { accepted: boolean }> = {
    name: 'mail.send',
    call: ({ mailId }) => this.handOver(mailId),
    apply: (tx, { subjectId }) => this.mails.markSent(tx, subjectId, this.config.demo),
    refused: (tx, { subjectId }, { code }) => this.mails.markFailed(tx, subjectId, code),
  };

  /** The Message-ID is made of our id, so that a mail handed over twice shows once in most boxes. */
  private async handOver(mailId: string): Promise<{ accepted: boolean }> {
    const mail = await this.database.inTransaction((tx) => this.mails.find(tx, mailId));
    if (mail === null) throw new OutsideRefused('mail.unknown', mailId);
    if (this.transport === null) return { accepted: false };
    const { hostname } = new URL(this.config.publicUrl);
    try {
      await this.transport.sendMail({
        messageId: `<${mail.id}@${hostname}>`,
        from: { name: SENDER_NAME, address: `no-reply@${hostname}` },
        to: mail.recipient,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        headers: { 'auto-submitted': 'auto-generated', 'content-language': mail.locale },
      });
      return { accepted: true };
    } catch (error) {
      const { responseCode } = error as { responseCode?: number };
      if (responseCode !== undefined && responseCode >= SMTP_REFUSED_FROM) {
        throw new OutsideRefused('mail.refused', `SMTP ${String(responseCode)}`);
      }
      throw error;
    }
  }
}
