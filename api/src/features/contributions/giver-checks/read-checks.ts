import { Injectable } from '@nestjs/common';
import type { GiverCheckView, GiverDeskView } from '@vatra/shared/contributions/giver-checks.views';
import { money } from '@vatra/shared/money';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { ContributionsRepository } from '../contributions.repository.js';
import { DonorsRepository } from '../donors.repository.js';
import { asPaid } from '../presented.policy.js';
import { GiverChecksRepository } from './giver-checks.repository.js';
import { SanctionListsRepository } from './sanction-lists.repository.js';

/** What finance sees of gifts that wait for it: no more of the giver than R43 asks. */
@Injectable()
export class ReadChecks {
  constructor(
    private readonly checks: GiverChecksRepository,
    private readonly lists: SanctionListsRepository,
    private readonly contributions: ContributionsRepository,
    private readonly donors: DonorsRepository,
    private readonly projects: ProjectsService,
  ) {}

  async desk(tx: Tx, actor: Actor): Promise<GiverDeskView> {
    const list = await this.lists.newest(tx);
    return {
      list: list === null ? null : { importedAt: list.importedAt.toISOString(), names: list.names },
      waiting: await this.waiting(tx, actor),
    };
  }

  async waiting(tx: Tx, actor: Actor): Promise<GiverCheckView[]> {
    const rows = await this.checks.listWaiting(tx);
    const ids = rows.map(({ id }) => id);
    const gifts = await this.contributions.listByIds(tx, ids);
    const donors = await this.donors.listOf(tx, ids);
    const views: GiverCheckView[] = [];
    for (const { id, outcome, matches, sourceOfFunds, askedAt, dueAt } of rows) {
      const gift = gifts.get(id);
      const donor = donors.get(id);
      if (gift === undefined || donor === undefined) continue;
      const { title } = await this.projects.get(tx, gift.projectId);
      const { giftMinor, currency } = asPaid(gift);
      views.push({
        id,
        projectTitle: title,
        channel: gift.channel,
        gift: money(giftMinor, currency),
        donorName: donor.donorName ?? '',
        country: donor.country ?? '',
        sourceOfFunds,
        outcome,
        matches,
        askedAt: askedAt.toISOString(),
        dueAt: dueAt.toISOString(),
        isOwn: donor.personId !== null && donor.personId === actor.personId,
      });
    }
    return views;
  }
}
