import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveStates } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Events } from '../../../platform/outbox/events.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { MatchingService } from '../../matching/matching.service.js';
import { goesOn } from '../choices/choice-options.policy.js';
import { RemindChoices } from '../choices/remind-choices.js';
import type { ContributionRecord, ShareOutReason } from '../contribution.record.js';
import { CHOICE_OPENED, SHARE_OUT_FINISHED } from '../contributions.events.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { GiftMoneyRepository } from '../gift-money.repository.js';
import { shareOutPosting } from '../postings.js';
import { DefaultShares } from './default-shares.js';
import {
  CHOICE_DAYS,
  SHARE_OUT_RULES,
  sharesOf,
  type OpenedReason,
  type Share,
} from './share-out.policy.js';
import { ShareOutsRepository } from './share-outs.repository.js';

const DAY_MS = 86_400_000;

/**
 * What a project has not paid out goes back to those who gave it: the matching to its funds, the rest
 * to every donor in proportion, who decides about it (R80 to R82). All of it in one transaction, under
 * the caller's lock, so that no payment and no refund comes between.
 */
@Injectable()
export class OpenShareOut {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly shareOuts: ShareOutsRepository,
    private readonly money: GiftMoneyRepository,
    private readonly matching: MatchingService,
    private readonly ledger: LedgerService,
    private readonly defaults: DefaultShares,
    private readonly reminding: RemindChoices,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  async run(tx: Tx, projectId: string, reason: OpenedReason): Promise<void> {
    const gifts = await this.contributions.lockHeldBy(tx, projectId);
    // Of a leftover it has followed its funds' rules already (R80); where works go on, it stays with its gift.
    if (reason === 'cancelled') await this.matching.releaseUnspent(tx, projectId);
    const heldMinor = await this.ledger.balance(tx, { code: '2100', subjectId: projectId });
    const shares = sharesOf(heldMinor, await this.money.poolOf(tx, projectId));
    const id = newId();
    const open = shares.filter(({ shareMinor }) => shareMinor > 0);
    if (open.length === 0) {
      await this.events.publish(tx, SHARE_OUT_FINISHED, { shareOutId: id, projectId, reason });
      return;
    }
    const until = new Date((await this.clock.now(tx)).getTime() + CHOICE_DAYS[reason] * DAY_MS);
    await this.write(tx, { id, projectId, reason, chooseUntil: until }, shares);
    await this.shareOuts.setShares(tx, open, { reason, until });
    const opened = new Set(open.map((share) => share.id));
    const waiting = gifts.filter((gift) => opened.has(gift.id));
    await this.moveAll(tx, waiting, reason);
    await this.ask(tx, waiting, reason);
    // Those who matched them have as long.
    if (goesOn(reason)) await this.matching.askFunders(tx, projectId, { reason, until });
    await this.defaults.plan(tx, id, until);
  }

  private async write(
    tx: Tx,
    shareOut: { id: string; projectId: string; reason: ShareOutReason; chooseUntil: Date },
    shares: readonly Share[],
  ): Promise<void> {
    const heldMinor = shares.reduce((sum, { shareMinor }) => sum + shareMinor, 0);
    const posting = shareOutPosting(shareOut, heldMinor, shares.length);
    const entryId = await this.ledger.post(tx, posting);
    await this.shareOuts.insert(tx, { ...shareOut, heldMinor, entryId }, shares);
  }

  private async moveAll(
    tx: Tx,
    gifts: readonly ContributionRecord[],
    reason: OpenedReason,
  ): Promise<void> {
    for (const from of ['succeeded', 'committed'] as const) {
      await moveStates(tx, {
        machine: 'contribution',
        ids: gifts.filter(({ state }) => state === from).map(({ id }) => id),
        from,
        to: 'choice_pending',
        actor: SYSTEM,
        reason: SHARE_OUT_RULES[reason],
      });
    }
  }

  private async ask(
    tx: Tx,
    gifts: readonly ContributionRecord[],
    reason: OpenedReason,
  ): Promise<void> {
    const facts = gifts.map(({ id, campaignId, projectId }) => ({
      contributionId: id,
      campaignId,
      projectId,
      reason,
    }));
    await this.events.publishAll(tx, CHOICE_OPENED, facts);
    for (const campaignId of new Set(gifts.map((gift) => gift.campaignId))) {
      await this.reminding.planOfCampaign(tx, campaignId);
    }
  }
}
