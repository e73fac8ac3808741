import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Events } from '../../../platform/outbox/events.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { RemindChoices } from '../choices/remind-choices.js';
import type { ContributionRecord } from '../contribution.record.js';
import { CHOICE_OPENED } from '../contributions.events.js';
import { shareOutPosting } from '../postings.js';
import { DefaultShares } from './default-shares.js';
import { ShareOutsRepository } from './share-outs.repository.js';

const CHOICE_DAYS = 30;
const DAY_MS = 86_400_000;
const REASON = 'cancelled';

/**
 * R81, R82: a gift had no share when its project was ended, because a bank claimed all that was left of
 * it. Won after that, what comes back is its donor's alone, who decides about it as the others did.
 */
@Injectable()
export class ShareLateWin {
  constructor(
    private readonly shareOuts: ShareOutsRepository,
    private readonly projects: ProjectsService,
    private readonly ledger: LedgerService,
    private readonly defaults: DefaultShares,
    private readonly reminding: RemindChoices,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /** With the gift locked and its share in the project's fund; nothing while the project goes on. */
  async run(tx: Tx, gift: ContributionRecord, shareMinor: number): Promise<void> {
    if (shareMinor === 0 || !(await this.isEnded(tx, gift))) return;
    const until = new Date((await this.clock.now(tx)).getTime() + CHOICE_DAYS * DAY_MS);
    const id = await this.write(tx, gift, { shareMinor, until });
    await this.ask(tx, gift, { shareMinor, until });
    await this.defaults.plan(tx, id, until);
  }

  private async isEnded(tx: Tx, { state, projectId }: ContributionRecord): Promise<boolean> {
    if (state !== 'succeeded' && state !== 'committed') return false;
    const project = await this.projects.get(tx, projectId);
    return project.state === 'cancelled' || project.state === 'wound_up';
  }

  private async write(
    tx: Tx,
    { id: giftId, projectId }: ContributionRecord,
    { shareMinor, until }: { shareMinor: number; until: Date },
  ): Promise<string> {
    const shareOut = { id: newId(), projectId, reason: REASON, chooseUntil: until } as const;
    const entryId = await this.ledger.post(tx, shareOutPosting(shareOut, shareMinor, 1));
    // The one that is open ends when this gift is decided about, too.
    const isOver = (await this.shareOuts.lockOpen(tx, projectId)) !== null;
    const part = { id: giftId, netMinor: shareMinor, disputedMinor: 0, shareMinor };
    await this.shareOuts.insert(tx, { ...shareOut, heldMinor: shareMinor, entryId, isOver }, [
      part,
    ]);
    return shareOut.id;
  }

  private async ask(
    tx: Tx,
    { id, state, campaignId, projectId }: ContributionRecord,
    { shareMinor, until }: { shareMinor: number; until: Date },
  ): Promise<void> {
    const share = { id, netMinor: shareMinor, disputedMinor: 0, shareMinor };
    await this.shareOuts.setShares(tx, [share], { reason: REASON, until });
    const move = { machine: 'contribution', id, from: state, to: 'choice_pending' } as const;
    await moveState(tx, { ...move, actor: SYSTEM, reason: 'R82' });
    const fact = { contributionId: id, campaignId, projectId, reason: REASON } as const;
    await this.events.publish(tx, CHOICE_OPENED, fact);
    await this.reminding.planOfCampaign(tx, campaignId);
  }
}
