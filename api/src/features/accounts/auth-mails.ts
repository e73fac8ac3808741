import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/ids/ids.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { AccountsRepository } from './accounts.repository.js';
import { AttemptsRepository } from './attempts.repository.js';
import type { Addressee, AuthListener } from './auth.js';
import { hashOf } from './secret-token.js';
import { SecondFactorsRepository } from './second-factors.repository.js';

/** Nobody's box is filled by others asking for mails to it. */
const MAILS_PER_HOUR = 6;
const HOUR_MINUTES = 60;

/** What the sign-in library asks for: mails, the first administrator, codes that work once. */
@Injectable()
export class AuthMails implements AuthListener {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsRepository,
    private readonly attempts: AttemptsRepository,
    private readonly factors: SecondFactorsRepository,
    private readonly mailer: Mailer,
  ) {}

  sendVerification(to: Addressee, token: string): Promise<void> {
    return this.write(to, 'accounts.verify-email', `/verify-email?token=${token}`);
  }

  sendReset(to: Addressee, token: string): Promise<void> {
    return this.write(to, 'accounts.reset-password', `/password-reset?token=${token}`);
  }

  sendKnownAlready(to: Addressee): Promise<void> {
    return this.write(to, 'accounts.known-already', '/sign-in');
  }

  async emailVerified(person: Addressee): Promise<void> {
    await this.database.inTransaction(async (tx) => {
      if (!(await this.accounts.useBootstrapGrant(tx, person.email))) return;
      const grant = { personId: person.id, role: 'administrator', grantedBy: null } as const;
      await this.accounts.insertRole(tx, grant);
    });
  }

  takeCode(personId: string, sessionId: string, code: string): Promise<boolean> {
    return this.database.inTransaction(async (tx) => {
      if (!(await this.factors.takeCode(tx, personId, code))) return false;
      await this.factors.markSession(tx, sessionId);
      return true;
    });
  }

  private async write(to: Addressee, template: string, path: string): Promise<void> {
    await this.database.inTransaction(async (tx) => {
      const subjectHash = hashOf(to.email.toLowerCase());
      const recent = { kind: 'mail', subjectHash, minutes: HOUR_MINUTES } as const;
      if ((await this.attempts.countSince(tx, recent)) >= MAILS_PER_HOUR) return;
      await this.attempts.add(tx, 'mail', subjectHash);
      const eventKey = `${template}:${newId()}`;
      await this.mailer.send(tx, { eventKey, to: to.email, locale: to.locale, template, path });
    });
  }
}
