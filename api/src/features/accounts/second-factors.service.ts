import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { HttpRefusal } from '../../platform/http/app-error.js';
import { AccountsRepository } from './accounts.repository.js';
import { CodeAlreadyUsed, SecondFactorNotEnrolled, WrongCode } from './accounts.errors.js';
import { AuthFlows } from './auth-flows.js';
import { isDemoPerson } from './demo-person.js';
import { SecondFactorsRepository, type SecondFactorRow } from './second-factors.repository.js';
import { isTotpCode, totpCode, totpStep } from './totp.js';

/** One step either way, for clocks that differ. */
const WINDOW = 1;
/**
 * Codes of demonstration people are handed out by the server itself, so their age protects nothing;
 * the wider window lets one visitor approve several things within half a minute.
 */
const WINDOW_DEMO = 20;

@Injectable()
export class SecondFactorsService {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly accounts: AccountsRepository,
    private readonly factors: SecondFactorsRepository,
    private readonly flows: AuthFlows,
  ) {}

  /**
   * Proves, inside the approval's own transaction, that the person holds their second factor now.
   * A code works once; it stays usable when the transaction rolls back.
   *
   * @returns when it was proved, in recorded time
   * @throws WrongCode, CodeAlreadyUsed, SecondFactorNotEnrolled, HttpRefusal http.too-many-requests
   */
  async verify(tx: Tx, personId: string, code: string): Promise<Date> {
    const factor = await this.require(tx, personId);
    if (factor.isLocked) throw new HttpRefusal('http.too-many-requests');
    const secret = await this.flows.decrypt(factor.secret);
    const window = (await this.isDemoPerson(tx, personId)) ? WINDOW_DEMO : WINDOW;
    if (!isTotpCode(secret, code, totpStep(factor.now), window)) {
      // In a transaction of its own: the caller's ends with the refusal.
      await this.database.inTransaction((own) => this.factors.countFailure(own, personId));
      throw new WrongCode();
    }
    if (!(await this.factors.takeCode(tx, personId, code))) throw new CodeAlreadyUsed();
    await this.factors.forgetFailures(tx, personId);
    return factor.now;
  }

  /** Step-up of a session that was opened with the password alone. */
  async stepUp(personId: string, sessionId: string, code: string): Promise<void> {
    await this.database.inTransaction(async (tx) => {
      await this.verify(tx, personId, code);
      await this.factors.markSession(tx, sessionId);
    });
  }

  /** A code of a demonstration person that has not been used: the newest, or one for approvals. */
  async demoCode(tx: Tx, personId: string, purpose: 'sign-in' | 'approval'): Promise<string> {
    const { secret: encrypted, now } = await this.require(tx, personId);
    const secret = await this.flows.decrypt(encrypted);
    const used = await this.factors.usedCodes(tx, personId);
    const codes = distances(purpose).map((distance) => totpCode(secret, totpStep(now) + distance));
    return codes.find((code) => !used.has(code)) ?? totpCode(secret, totpStep(now));
  }

  private async require(tx: Tx, personId: string): Promise<SecondFactorRow> {
    const factor = await this.factors.find(tx, personId);
    if (factor === null) throw new SecondFactorNotEnrolled();
    return factor;
  }

  private async isDemoPerson(tx: Tx, personId: string): Promise<boolean> {
    if (!this.config.demo) return false;
    const person = await this.accounts.find(tx, personId);
    return person !== null && isDemoPerson(person.email);
  }
}

/** Sign-in accepts the nearest steps only: approvals take the far ones first and leave them. */
function distances(purpose: 'sign-in' | 'approval'): number[] {
  const near = [0, 1, -1];
  const far = Array.from({ length: WINDOW_DEMO - 1 }, (_, index) => [index + 2, -index - 2]).flat();
  return purpose === 'sign-in' ? [...near, ...far] : [...far, ...near];
}
