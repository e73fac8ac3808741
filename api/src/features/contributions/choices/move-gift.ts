import { Injectable } from '@nestjs/common';
import { SYSTEM, type Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { moveState, recordBirth } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { Events } from '../../../platform/outbox/events.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { MatchingService } from '../../matching/matching.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import {
  heldOf,
  type ContributionRecord,
  type DonorRecord,
  type Settlement,
} from '../contribution.record.js';
import { ContributionConflict, ContributionInvalid } from '../contributions.errors.js';
import { GIFT_KEPT, GIFT_MOVED } from '../contributions.events.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { DonorsRepository } from '../donors.repository.js';
import { keptPosting, movedPosting, stayPosting } from '../postings.js';
import { keepsMatch } from './choice-options.policy.js';
import { ChoicesRepository } from './choices.repository.js';

/** Where a donor's net credit goes when it is not sent back (R49, R50, R83). The tip stays as given. */
@Injectable()
export class MoveGift {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly choices: ChoicesRepository,
    private readonly donors: DonorsRepository,
    private readonly campaigns: CampaignsService,
    private readonly projects: ProjectsService,
    private readonly matching: MatchingService,
    private readonly ledger: LedgerService,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /**
   * L18, R50: a new contribution of a live campaign of the same hometown, of the same payer, without
   * a second fee. It brings its match like any other.
   *
   * @throws ContributionInvalid, ContributionConflict, CampaignMissing
   */
  async toProject(
    tx: Tx,
    contribution: ContributionRecord,
    campaignId: string,
    actor: Actor,
  ): Promise<void> {
    const { id, projectId, campaignId: sourceId, originId } = contribution;
    const settled = requireKept(contribution);
    const target = await this.targetOf(tx, projectId, campaignId);
    const moved = {
      id: newId(),
      entryId: newId(),
      campaignId,
      projectId: target.projectId,
      movedFrom: id,
      originId: originId ?? id,
      amountMinor: heldOf(settled),
      at: await this.clock.now(tx),
    };
    const donor = await this.donors.get(tx, id);
    await this.choices.insertMoved(tx, moved);
    // Consent to be named was given for the other project's page (R104).
    await this.donors.insert(tx, moved.id, { ...donor, publicName: null, message: null });
    await recordBirth(tx, { machine: 'contribution', id: moved.id, state: 'succeeded', actor });
    await this.count(tx, { ...moved, sourceId, donor });
    const posting = movedPosting(contribution, moved);
    await this.ledger.post(tx, { ...posting, id: moved.entryId, actor });
    await this.leave(tx, contribution, { to: 'reallocated', actor, fund: '2140' });
    const { id: newContributionId } = moved;
    await this.events.publish(tx, GIFT_MOVED, {
      contributionId: id,
      newContributionId,
      campaignId,
      projectId: target.projectId,
      fromProjectId: projectId,
    });
  }

  /** L18: for small repairs and leftovers of the same hometown. */
  async toHometownFund(
    tx: Tx,
    contribution: ContributionRecord,
    actor: Actor = SYSTEM,
  ): Promise<void> {
    const { placeId } = await this.projects.get(tx, contribution.projectId);
    const settled = requireKept(contribution);
    const account = { code: '2150', subjectId: placeId };
    await this.ledger.post(tx, { ...keptPosting(contribution, settled, account), actor });
    await this.leave(tx, contribution, { to: 'to_hometown_fund', actor, fund: '2150' });
    await this.tellKept(tx, contribution, 'hometown_fund');
  }

  /** L22, R83: for repairs of this project once it stands. */
  async toReserve(tx: Tx, contribution: ContributionRecord, actor: Actor = SYSTEM): Promise<void> {
    const settled = requireKept(contribution);
    const account = { code: '2160', subjectId: contribution.projectId };
    await this.ledger.post(tx, { ...keptPosting(contribution, settled, account), actor });
    await this.leave(tx, contribution, { to: 'to_reserve', actor, fund: '2160' });
    await this.tellKept(tx, contribution, 'reserve');
  }

  /** R78, R79: the project keeps it, as if nobody had asked. */
  async stay(tx: Tx, contribution: ContributionRecord, actor: Actor): Promise<void> {
    const settled = requireKept(contribution);
    await this.ledger.post(tx, { ...stayPosting(contribution, settled), actor });
    await this.leave(tx, contribution, { to: 'committed', actor, fund: '2100' });
    await this.tellKept(tx, contribution, 'project');
  }

  private async targetOf(
    tx: Tx,
    projectId: string,
    campaignId: string,
  ): Promise<{ projectId: string }> {
    const [target] = await this.campaigns.listOpen(tx, [campaignId]);
    if (target === undefined) throw new ContributionConflict('contributions.target-not-open');
    const source = await this.projects.get(tx, projectId);
    const project = await this.projects.get(tx, target.projectId);
    if (project.id === source.id || project.placeId !== source.placeId) {
      throw new ContributionInvalid('contributions.target-elsewhere', '/campaignId');
    }
    return { projectId: project.id };
  }

  /** The payer is who paid at first: his card counts once in the new campaign too (ruling 21). */
  private async count(
    tx: Tx,
    moved: {
      id: string;
      entryId: string;
      campaignId: string;
      projectId: string;
      sourceId: string;
      movedFrom: string;
      amountMinor: number;
      at: Date;
      donor: DonorRecord;
    },
  ): Promise<void> {
    const { id, entryId, campaignId, projectId, amountMinor, at, donor } = moved;
    const payerKeys = await this.campaigns.payerKeysOf(tx, moved.sourceId, moved.movedFrom);
    const result = await this.campaigns.recordCredit(tx, {
      campaignId,
      contributionId: id,
      entryId,
      grossMinor: amountMinor,
      feeMinor: 0,
      netMinor: amountMinor,
      payerKeys,
      paidAt: at,
    });
    // A payment crossed its optimum in this very moment.
    if (result !== 'counted') throw new ContributionConflict('contributions.target-not-open');
    await this.matching.reserve(tx, [
      {
        contributionId: id,
        campaignId,
        projectId,
        giftMinor: amountMinor,
        paidAt: at,
        channel: 'online',
        payerKeys,
        personId: donor.personId,
        verifiedEmail: donor.emailVerified ? donor.email : null,
      },
    ]);
  }

  private async leave(
    tx: Tx,
    contribution: ContributionRecord,
    end: {
      to: 'reallocated' | 'to_hometown_fund' | 'to_reserve' | 'committed';
      actor: Actor;
      fund: Settlement['fund'];
    },
  ): Promise<void> {
    const { id, campaignId, projectId } = contribution;
    const { to, actor, fund } = end;
    if (to !== 'committed' && keepsMatch(contribution)) {
      await this.matching.releaseUnspentOf(tx, projectId, id);
    }
    if (to === 'committed') await this.contributions.setStayed(tx, id);
    else await this.contributions.setFund(tx, id, fund);
    await moveState(tx, { machine: 'contribution', id, from: 'choice_pending', to, actor });
    await this.campaigns.recordChoiceDone(tx, campaignId, id);
  }

  private async tellKept(
    tx: Tx,
    { id, campaignId, projectId }: ContributionRecord,
    as: 'hometown_fund' | 'reserve' | 'project',
  ): Promise<void> {
    await this.events.publish(tx, GIFT_KEPT, { contributionId: id, campaignId, projectId, as });
  }
}

/** @throws ContributionConflict */
function requireKept({ settled }: ContributionRecord): Settlement {
  if (settled?.fund !== '2140' || heldOf(settled) === 0) {
    throw new ContributionConflict('contributions.nothing-to-choose');
  }
  return settled;
}
