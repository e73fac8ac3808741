import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveStates } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Events } from '../../../platform/outbox/events.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { MatchingService } from '../../matching/matching.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { mayGoBack } from '../choices/choice-options.policy.js';
import { RemindChoices } from '../choices/remind-choices.js';
import type { ContributionRecord } from '../contribution.record.js';
import { CHOICE_OPENED, SHARE_OUT_FINISHED } from '../contributions.events.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { shareRecoveredPosting } from '../postings.js';
import { DefaultShares } from './default-shares.js';
import { isAskedAgain, sharesOfRecovered, type Share } from './share-out.policy.js';
import { ShareOutsRepository } from './share-outs.repository.js';

const CHOICE_DAYS = 30;
const DAY_MS = 86_400_000;
const REASON = 'recovered';

/** Gifts that get something back, and what each of them gets. */
interface Shared {
  readonly asked: readonly ContributionRecord[];
  readonly askedShares: readonly Share[];
  readonly keptShares: readonly Share[];
}

/**
 * R82: money that comes back to a project after its share-out belongs to those whose gifts were spent:
 * the matching part to its funds, the rest in proportion. Who had taken the first share back, or was
 * never asked, decides about this one; who had given it away gives this one to the hometown, and so does
 * who has had the whole payment back from a bank.
 */
@Injectable()
export class ShareRecovered {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly shareOuts: ShareOutsRepository,
    private readonly projects: ProjectsService,
    private readonly matching: MatchingService,
    private readonly ledger: LedgerService,
    private readonly defaults: DefaultShares,
    private readonly reminding: RemindChoices,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /** While donors are asked about an earlier share, theirs of this one waits until the last has answered. */
  async run(tx: Tx, projectId: string): Promise<void> {
    const gifts = await this.contributions.lockSpentOf(tx, projectId);
    await this.matching.releaseRecovered(tx, projectId);
    if ((await this.shareOuts.findOpen(tx, projectId)) !== null) return;
    const heldMinor = await this.ledger.balance(tx, { code: '2100', subjectId: projectId });
    if (heldMinor <= 0) return;
    const shared = divide(heldMinor, gifts);
    if (shared.askedShares.length + shared.keptShares.length === 0) return;
    const until = new Date((await this.clock.now(tx)).getTime() + CHOICE_DAYS * DAY_MS);
    const id = newId();
    await this.write(tx, { id, projectId, until }, shared);
    await this.ask(tx, shared, until);
    if (shared.asked.length > 0) await this.defaults.plan(tx, id, until);
    else await this.end(tx, id, projectId);
  }

  private async write(
    tx: Tx,
    { id, projectId, until }: { id: string; projectId: string; until: Date },
    { askedShares, keptShares }: Shared,
  ): Promise<void> {
    const { placeId } = await this.projects.get(tx, projectId);
    const askedMinor = sumOf(askedShares);
    const keptMinor = sumOf(keptShares);
    const shares = [...askedShares, ...keptShares];
    const parts = { askedMinor, keptMinor, gifts: shares.length };
    const posting = shareRecoveredPosting({ id, projectId, placeId }, parts);
    const entryId = await this.ledger.post(tx, posting);
    const heldMinor = askedMinor + keptMinor;
    const shareOut = {
      id,
      projectId,
      reason: REASON,
      chooseUntil: until,
      heldMinor,
      entryId,
    } as const;
    await this.shareOuts.insert(tx, shareOut, shares);
    if (keptShares.length > 0) await this.shareOuts.lessenSpent(tx, keptShares);
  }

  private async ask(tx: Tx, { asked, askedShares }: Shared, until: Date): Promise<void> {
    if (asked.length === 0) return;
    await this.shareOuts.setShares(tx, askedShares, { reason: REASON, until });
    for (const from of ['succeeded', 'committed', 'refunded'] as const) {
      const ids = asked.filter(({ state }) => state === from).map(({ id }) => id);
      const move = { machine: 'contribution' as const, ids, from, to: 'choice_pending' };
      await moveStates(tx, { ...move, actor: SYSTEM, reason: 'R82' });
    }
    const repaid = repaidOf(asked, askedShares);
    const facts = asked
      .filter(({ id }) => !repaid.has(id))
      .map(({ id, campaignId, projectId }) => ({
        contributionId: id,
        campaignId,
        projectId,
        reason: REASON,
      }));
    await this.events.publishAll(tx, CHOICE_OPENED, facts);
    for (const campaignId of new Set(asked.map((gift) => gift.campaignId))) {
      await this.reminding.planOfCampaign(tx, campaignId);
    }
    await this.defaults.decideNow(tx, [...repaid]);
  }

  /** Nobody is asked: everything has gone to the hometown. */
  private async end(tx: Tx, id: string, projectId: string): Promise<void> {
    await this.shareOuts.finish(tx, id);
    const fact = { shareOutId: id, projectId, reason: REASON };
    await this.events.publish(tx, SHARE_OUT_FINISHED, fact);
  }
}

function divide(heldMinor: number, gifts: readonly ContributionRecord[]): Shared {
  const shares = new Map(sharesOfRecovered(heldMinor, gifts).map((share) => [share.id, share]));
  const asked = gifts.filter((gift) => shares.has(gift.id) && isAskedAgain(gift));
  const askedIds = new Set(asked.map(({ id }) => id));
  const all = [...shares.values()];
  return {
    asked,
    askedShares: all.filter(({ id }) => askedIds.has(id)),
    keptShares: all.filter(({ id }) => !askedIds.has(id)),
  };
}

/** Their banks have returned it to them, and the platform bore that (L12): nobody is asked twice whose money it is. */
function repaidOf(gifts: readonly ContributionRecord[], shares: readonly Share[]): Set<string> {
  const shareOf = new Map(shares.map(({ id, shareMinor }) => [id, shareMinor]));
  const repaid = gifts.filter(
    (gift) => gift.openDisputeId === null && !mayGoBack(gift, shareOf.get(gift.id) ?? 0),
  );
  return new Set(repaid.map(({ id }) => id));
}

function sumOf(shares: readonly Share[]): number {
  return shares.reduce((sum, { shareMinor }) => sum + shareMinor, 0);
}
