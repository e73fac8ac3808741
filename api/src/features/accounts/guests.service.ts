import { Injectable } from '@nestjs/common';
import type { Locale } from '@vatra/shared/localized.dto';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { LinkNotValid } from './accounts.errors.js';
import { AttemptsRepository } from './attempts.repository.js';
import { GuestsRepository } from './guests.repository.js';
import { hashOf, newSecretToken } from './secret-token.js';

const LINKS_PER_HOUR = 4;
const HOUR_MINUTES = 60;

/** Donors without an account: a secret link, and for half an hour a session (ruling 40). */
@Injectable()
export class GuestsService {
  constructor(
    private readonly database: Database,
    private readonly guests: GuestsRepository,
    private readonly attempts: AttemptsRepository,
    private readonly mailer: Mailer,
  ) {}

  /** A new secret for mails to this address; what is stored is its hash. */
  async issueToken(tx: Tx, email: string): Promise<string> {
    const token = newSecretToken();
    await this.guests.insertToken(tx, hashOf(token), email);
    return token;
  }

  /**
   * Opens a session limited to the gifts of the token's address.
   *
   * @throws LinkNotValid
   */
  openSession(token: string): Promise<string> {
    return this.database.inTransaction(async (tx) => {
      const email = await this.guests.emailOfToken(tx, hashOf(token));
      if (email === null) throw new LinkNotValid();
      const session = newSecretToken();
      await this.guests.insertSession(tx, hashOf(session), email);
      return session;
    });
  }

  /** A lost mail is written again; the answer is the same for addresses nobody gave with. */
  async sendLink(email: string, locale: Locale): Promise<void> {
    await this.database.inTransaction(async (tx) => {
      if (!(await this.guests.isKnown(tx, email))) return;
      const subjectHash = hashOf(`guest:${email.toLowerCase()}`);
      const recent = { kind: 'mail', subjectHash, minutes: HOUR_MINUTES } as const;
      if ((await this.attempts.countSince(tx, recent)) >= LINKS_PER_HOUR) return;
      await this.attempts.add(tx, 'mail', subjectHash);
      const token = await this.issueToken(tx, email);
      const [template, path] = ['accounts.guest-link', `/guest/${token}`];
      const eventKey = `${template}:${newId()}`;
      await this.mailer.send(tx, { eventKey, to: email, locale, template, path });
    });
  }

  emailOfSession(token: string): Promise<string | null> {
    return this.database.inTransaction((tx) => this.guests.emailOfSession(tx, hashOf(token)));
  }

  async closeSession(token: string): Promise<void> {
    await this.database.inTransaction((tx) => this.guests.dropSession(tx, hashOf(token)));
  }
}
