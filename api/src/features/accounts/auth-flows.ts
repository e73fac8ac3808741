import { Injectable } from '@nestjs/common';
import type { SignUpDto } from '@vatra/shared/accounts/accounts.dto';
import { symmetricDecrypt } from 'better-auth/crypto';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { DatabasePool } from '../../platform/database/database-pool.js';
import { HttpRefusal } from '../../platform/http/app-error.js';
import { AttemptsRepository } from './attempts.repository.js';
import { readAnswer, type AuthAnswer } from './auth-answers.js';
import { AuthMails } from './auth-mails.js';
import { createAuth, type Auth } from './auth.js';
import { cookieNames } from './cookies.js';
import { passwordsFor } from './passwords.js';
import { hashOf } from './secret-token.js';

const FAILURES_MAX = 10;
const FAILURES_MINUTES = 15;

/** A person's session as the library knows it. */
export interface OpenSession {
  readonly id: string;
  readonly personId: string;
}

/** The sign-in library behind verbs of ours; nobody else sees it (ruling 39). */
@Injectable()
export class AuthFlows {
  private readonly auth: Promise<Auth>;

  constructor(
    config: Config,
    pool: DatabasePool,
    listener: AuthMails,
    private readonly database: Database,
    private readonly attempts: AttemptsRepository,
  ) {
    const { publicUrl: baseUrl, authSecret: secret, demo } = config;
    const cookies = cookieNames(config);
    const settings = { baseUrl, secret, cookies, passwords: passwordsFor(demo) };
    this.auth = createAuth(pool.connections, settings, listener);
  }

  /** Same answer and about the same time whether the address has an account or not. */
  async signUp(person: SignUpDto): Promise<void> {
    const { api } = await this.auth;
    const { email, password, name, locale } = person;
    const body = { email, password, name, locale };
    await readAnswer(await api.signUpEmail({ body, asResponse: true }));
  }

  /** Opens a session the first time; an address proved before stays proved, and that is all. */
  async verifyEmail(token: string): Promise<readonly string[]> {
    const { api } = await this.auth;
    return (await readAnswer(await api.verifyEmail({ query: { token }, asResponse: true })))
      .cookies;
  }

  /** @throws WrongCredentials, EmailNotVerified, HttpRefusal http.too-many-requests */
  async signIn(
    email: string,
    password: string,
  ): Promise<AuthAnswer<{ twoFactorRedirect?: boolean }>> {
    const { api } = await this.auth;
    const subjectHash = hashOf(email.toLowerCase());
    await this.refuseAfterFailures(subjectHash);
    const response = await api.signInEmail({ body: { email, password }, asResponse: true });
    await this.database.inTransaction((tx) =>
      response.status === 401
        ? this.attempts.add(tx, 'password', subjectHash)
        : this.attempts.forget(tx, 'password', subjectHash),
    );
    return readAnswer(response);
  }

  /** The code after the password, or the first code of an enrolment. */
  async verifyCode(cookie: string, code: string): Promise<AuthAnswer<unknown>> {
    const { api } = await this.auth;
    const headers = new Headers({ cookie });
    return readAnswer(await api.verifyTOTP({ body: { code }, headers, asResponse: true }));
  }

  async signOut(cookie: string): Promise<readonly string[]> {
    const { api } = await this.auth;
    const headers = new Headers({ cookie });
    return (await readAnswer(await api.signOut({ headers, asResponse: true }))).cookies;
  }

  async requestReset(email: string): Promise<void> {
    const { api } = await this.auth;
    await readAnswer(await api.requestPasswordReset({ body: { email }, asResponse: true }));
  }

  /** Ends all sessions of the person. */
  async resetPassword(token: string, newPassword: string): Promise<void> {
    const { api } = await this.auth;
    await readAnswer(await api.resetPassword({ body: { token, newPassword }, asResponse: true }));
  }

  async enrol(
    cookie: string,
    password: string,
  ): Promise<{ totpURI: string; backupCodes: string[] }> {
    const { api } = await this.auth;
    const headers = new Headers({ cookie });
    const response = await api.enableTwoFactor({ body: { password }, headers, asResponse: true });
    return (await readAnswer<{ totpURI: string; backupCodes: string[] }>(response)).body;
  }

  async sessionOf(cookie: string): Promise<OpenSession | null> {
    const { api } = await this.auth;
    const headers = new Headers({ cookie });
    const query = { disableCookieCache: true, disableRefresh: true } as const;
    const found = await api.getSession({ headers, query });
    return found === null ? null : { id: found.session.id, personId: found.user.id };
  }

  async decrypt(secret: string): Promise<string> {
    const { secretConfig } = await (await this.auth).$context;
    return symmetricDecrypt({ key: secretConfig, data: secret });
  }

  /** Counted for unknown addresses too, or the counting would tell which are known. */
  private async refuseAfterFailures(subjectHash: string): Promise<void> {
    const recent = { kind: 'password', subjectHash, minutes: FAILURES_MINUTES } as const;
    const failures = await this.database.inTransaction((tx) =>
      this.attempts.countSince(tx, recent),
    );
    if (failures >= FAILURES_MAX) throw new HttpRefusal('http.too-many-requests');
  }
}
