import { Injectable } from '@nestjs/common';
import type { GiveAccountDto } from '@vatra/shared/contributions/refund-claims.dto';
import type { Actor } from '../../../platform/actor.js';
import { IbanSeal } from '../../../platform/bank/iban-seal.js';
import { maskIban } from '../../../platform/bank/iban.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { ContributionConflict, ContributionMissing } from '../contributions.errors.js';
import { ClaimsRepository } from './claims.repository.js';
import { KeepClaims } from './keep-claims.js';

/** The account a donor's money shall go to. It rests sealed, like those of authorities. */
@Injectable()
export class GiveAccount {
  constructor(
    private readonly claims: ClaimsRepository,
    private readonly keeping: KeepClaims,
    private readonly seal: IbanSeal,
    private readonly clock: Clock,
  ) {}

  /**
   * With the contribution's row locked.
   *
   * @throws ContributionMissing, ContributionConflict
   */
  async run(
    tx: Tx,
    contributionId: string,
    { refundId, iban, holder, why = null }: GiveAccountDto & { readonly why?: string | null },
    actor: Actor,
  ): Promise<void> {
    const claim = await this.claims.findForUpdate(tx, refundId);
    if (claim?.contributionId !== contributionId) throw new ContributionMissing();
    const { state: from } = claim;
    if (from !== 'asked' && from !== 'unclaimed') {
      throw new ContributionConflict('contributions.account-not-asked');
    }
    await this.claims.setAccount(tx, refundId, {
      instructionId: instructionIdOf(refundId, claim.attempt + 1),
      ibanSealed: this.seal.seal(iban),
      ibanMasked: maskIban(iban),
      ibanFingerprint: this.seal.fingerprint(iban),
      holder: holder.trim(),
      givenAt: await this.clock.now(tx),
      givenWhy: why,
    });
    await this.keeping.stopAsking(tx, refundId);
    await moveState(tx, { machine: 'refund_claim', id: refundId, from, to: 'given', actor });
  }
}

/** Another account is another instruction: the bank pays each id once (R75). 35 characters at most. */
function instructionIdOf(refundId: string, attempt: number): string {
  return `R${refundId.replaceAll('-', '')}${String(attempt).padStart(2, '0')}`;
}
