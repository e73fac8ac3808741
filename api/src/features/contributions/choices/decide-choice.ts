import { Injectable } from '@nestjs/common';
import type { ChooseDto, DonorChoice } from '@vatra/shared/contributions/contributions.dto';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { ChoiceReason, ContributionRecord, RefundReason } from '../contribution.record.js';
import { ContributionConflict, ContributionInvalid } from '../contributions.errors.js';
import { RefundContribution } from '../refunds/refund-contribution.js';
import { mayChoose, optionsOf } from './choice-options.policy.js';
import { MoveGift } from './move-gift.js';

/** The donor's decision about money that was not needed: final once it is booked (R49, R79, R80, R82, R83). */
@Injectable()
export class DecideChoice {
  constructor(
    private readonly refunding: RefundContribution,
    private readonly moving: MoveGift,
  ) {}

  /**
   * With the contribution's row locked.
   *
   * @throws ContributionConflict, ContributionInvalid
   */
  async run(
    tx: Tx,
    contribution: ContributionRecord,
    { choice, campaignId }: ChooseDto,
    actor: Actor,
  ): Promise<void> {
    const choiceReason = requireOffered(contribution, choice);
    switch (choice) {
      case 'stay':
        await this.moving.stay(tx, contribution, actor);
        return;
      case 'refund': {
        const reason: RefundReason = choiceReason === 'failed' ? 'campaign_failed' : choiceReason;
        await this.refunding.decide(tx, contribution, { reason, actor });
        return;
      }
      case 'project':
        if (campaignId === undefined) {
          throw new ContributionInvalid('contributions.target-missing', '/campaignId');
        }
        await this.moving.toProject(tx, contribution, campaignId, actor);
        return;
      case 'hometown_fund':
        await this.moving.toHometownFund(tx, contribution, actor);
        return;
      case 'reserve':
        await this.moving.toReserve(tx, contribution, actor);
    }
  }
}

/** @throws ContributionConflict, ContributionInvalid */
function requireOffered(contribution: ContributionRecord, choice: DonorChoice): ChoiceReason {
  const { choiceReason, settled } = contribution;
  if (!mayChoose(contribution) || choiceReason === null || settled === null) {
    throw new ContributionConflict('contributions.nothing-to-choose');
  }
  if (!optionsOf(choiceReason, contribution, settled).includes(choice)) {
    throw new ContributionInvalid('contributions.choice-not-offered', '/choice');
  }
  return choiceReason;
}
