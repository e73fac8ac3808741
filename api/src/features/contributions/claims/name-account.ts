import { Injectable } from '@nestjs/common';
import type { NameAccountDto } from '@vatra/shared/contributions/refund-claims.dto';
import type { Actor } from '../../../platform/actor.js';
import { Database } from '../../../platform/database/database.js';
import { ContributionConflict, ContributionMissing } from '../contributions.errors.js';
import { DonorsRepository } from '../donors.repository.js';
import { GiveAccount } from './give-account.js';
import { KeepClaims } from './keep-claims.js';

/**
 * Ruling 26: cash given without an address goes back against its receipt. Finance names the account,
 * and why it is the right one; who has an address names their own.
 */
@Injectable()
export class NameAccount {
  constructor(
    private readonly database: Database,
    private readonly keeping: KeepClaims,
    private readonly donors: DonorsRepository,
    private readonly giving: GiveAccount,
  ) {}

  /** @throws ContributionMissing, ContributionConflict */
  run(refundId: string, { reason, ...account }: NameAccountDto, actor: Actor): Promise<void> {
    return this.database.inTransaction(async (tx) => {
      const claim = await this.keeping.lock(tx, refundId);
      if (claim === null) throw new ContributionMissing();
      const { contributionId, state } = claim;
      const { emailHash } = await this.donors.get(tx, contributionId);
      if (emailHash !== null || (state !== 'asked' && state !== 'unclaimed')) {
        throw new ContributionConflict('contributions.account-not-missing');
      }
      const named = { refundId, ...account, why: reason.trim() };
      await this.giving.run(tx, contributionId, named, actor);
    });
  }
}
