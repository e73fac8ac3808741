import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Events } from '../../../platform/outbox/events.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { goesOn } from '../choices/choice-options.policy.js';
import { RemindChoices } from '../choices/remind-choices.js';
import type { ContributionRecord } from '../contribution.record.js';
import { CHOICE_OPENED } from '../contributions.events.js';
import { shareOutPosting } from '../postings.js';
import { DefaultShares } from './default-shares.js';
import { CHOICE_DAYS, SHARE_OUT_RULES } from './share-out.policy.js';
import { ShareOutsRepository } from './share-outs.repository.js';

const DAY_MS = 86_400_000;

/** As the others had it. */
type LateReason = 'cancelled' | 'idle' | 'purpose';

interface Late {
  readonly shareMinor: number;
  readonly until: Date;
  readonly reason: LateReason;
}

/**
 * R78, R79, R81, R82: a gift had no share when its project was ended, or when all were asked anew,
 * because a bank claimed all that was left of it. Won after that, what comes back is its donor's alone,
 * who decides about it as the others did.
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

  /** With the gift locked and its share in the project's fund; nothing where the others decide nothing. */
  async run(tx: Tx, gift: ContributionRecord, shareMinor: number): Promise<void> {
    const reason = shareMinor === 0 ? null : await this.reasonOf(tx, gift);
    if (reason === null) return;
    const now = await this.clock.now(tx);
    const until = new Date(now.getTime() + CHOICE_DAYS[reason] * DAY_MS);
    const id = await this.write(tx, gift, { shareMinor, until, reason });
    await this.ask(tx, gift, { shareMinor, until, reason });
    await this.defaults.plan(tx, id, until);
  }

  private async reasonOf(
    tx: Tx,
    { id, state, projectId }: ContributionRecord,
  ): Promise<LateReason | null> {
    if (state !== 'succeeded' && state !== 'committed') return null;
    const project = await this.projects.get(tx, projectId);
    if (project.state === 'cancelled' || project.state === 'wound_up') return 'cancelled';
    return this.shareOuts.askedWithout(tx, projectId, id);
  }

  private async write(
    tx: Tx,
    { id: giftId, projectId }: ContributionRecord,
    { shareMinor, until, reason }: Late,
  ): Promise<string> {
    const shareOut = { id: newId(), projectId, reason, chooseUntil: until } as const;
    const entryId = await this.ledger.post(tx, shareOutPosting(shareOut, shareMinor, 1));
    // One that is open ends when this gift is decided about, too. Works that go on are not held for one gift.
    const isOver = goesOn(reason) || (await this.shareOuts.lockOpen(tx, projectId)) !== null;
    const part = { id: giftId, netMinor: shareMinor, disputedMinor: 0, shareMinor };
    await this.shareOuts.insert(tx, { ...shareOut, heldMinor: shareMinor, entryId, isOver }, [
      part,
    ]);
    return shareOut.id;
  }

  private async ask(
    tx: Tx,
    { id, state, campaignId, projectId }: ContributionRecord,
    { shareMinor, until, reason }: Late,
  ): Promise<void> {
    const share = { id, netMinor: shareMinor, disputedMinor: 0, shareMinor };
    await this.shareOuts.setShares(tx, [share], { reason, until });
    const move = { machine: 'contribution', id, from: state, to: 'choice_pending' } as const;
    await moveState(tx, { ...move, actor: SYSTEM, reason: SHARE_OUT_RULES[reason] });
    const fact = { contributionId: id, campaignId, projectId, reason } as const;
    await this.events.publish(tx, CHOICE_OPENED, fact);
    await this.reminding.planOfCampaign(tx, campaignId);
  }
}
