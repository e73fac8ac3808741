import { Injectable } from '@nestjs/common';
import type { ChooseDto } from '@vatra/shared/contributions/contributions.dto';
import type {
  ChoiceOptionsView,
  ContributionView,
} from '@vatra/shared/contributions/contributions.views';
import type { GiveAccountDto } from '@vatra/shared/contributions/refund-claims.dto';
import type { Actor } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { DecideChoice } from './choices/decide-choice.js';
import { ReadChoices } from './choices/read-choices.js';
import { GiveAccount } from './claims/give-account.js';
import type { ContributionRecord } from './contribution.record.js';
import { ContributionMissing } from './contributions.errors.js';
import { ContributionsRepository } from './contributions.repository.js';
import { ReadContributions } from './read-contributions.js';
import { WithdrawGift } from './refunds/withdraw-gift.js';

/** What donors do with gifts of their own: each act with the gift's row locked. */
@Injectable()
export class DonorActsService {
  constructor(
    private readonly database: Database,
    private readonly contributions: ContributionsRepository,
    private readonly reading: ReadContributions,
    private readonly withdrawing: WithdrawGift,
    private readonly choosing: DecideChoice,
    private readonly readingChoices: ReadChoices,
    private readonly givingAccount: GiveAccount,
  ) {}

  /**
   * R46: for fourteen days the whole payment goes back, tip and lost fee included; after that, while
   * the campaign is open, the payment less the fee it cost.
   *
   * @throws ContributionMissing, ContributionConflict, NotEnoughHeld
   */
  withdraw(id: string, actor: Actor): Promise<ContributionView> {
    return this.database.inTransaction(async (tx) => {
      const contribution = await this.ownForUpdate(tx, id, actor);
      await this.withdrawing.run(tx, contribution, actor);
      return this.reading.viewOf(tx, id);
    });
  }

  /**
   * R49, R83: what may become of money that was not needed, each answer with its consequence.
   *
   * @throws ContributionMissing, ContributionConflict
   */
  choices(id: string, actor: Actor): Promise<ChoiceOptionsView> {
    return this.database.look(async (tx) => {
      await this.reading.requireOwn(tx, id, actor);
      const contribution = await this.contributions.find(tx, id);
      if (contribution === null) throw new ContributionMissing();
      return this.readingChoices.of(tx, contribution);
    });
  }

  /**
   * R49, R50, R83: refund, another project of the same hometown, its fund or this project's reserve.
   *
   * @throws ContributionMissing, ContributionConflict, ContributionInvalid
   */
  choose(id: string, choice: ChooseDto, actor: Actor): Promise<ContributionView> {
    return this.database.inTransaction(async (tx) => {
      const contribution = await this.ownForUpdate(tx, id, actor);
      await this.choosing.run(tx, contribution, choice, actor);
      return this.reading.viewOf(tx, id);
    });
  }

  /**
   * R47: where the money shall go that could not go back to the card.
   *
   * @throws ContributionMissing, ContributionConflict
   */
  giveAccount(id: string, account: GiveAccountDto, actor: Actor): Promise<ContributionView> {
    return this.database.inTransaction(async (tx) => {
      await this.ownForUpdate(tx, id, actor);
      await this.givingAccount.run(tx, id, account, actor);
      return this.reading.viewOf(tx, id);
    });
  }

  private async ownForUpdate(tx: Tx, id: string, actor: Actor): Promise<ContributionRecord> {
    await this.reading.requireOwn(tx, id, actor);
    const contribution = await this.contributions.findForUpdate(tx, id);
    if (contribution === null) throw new ContributionMissing();
    return contribution;
  }
}
