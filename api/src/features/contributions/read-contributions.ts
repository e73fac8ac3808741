import { Injectable } from '@nestjs/common';
import type {
  ContributionView,
  DonorHomesView,
  WallLineView,
} from '@vatra/shared/contributions/contributions.views';
import { PAGE_SIZE, type Page, type PageQuery } from '@vatra/shared/paging.dto';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/database/tx.js';
import { idCursor } from '../../platform/paging/id-cursor.js';
import { heldOf, type ContributionNotice, type GiverAddress } from './contribution.record.js';
import { ContributionViews } from './contribution-views.js';
import { ContributionMissing } from './contributions.errors.js';
import { ContributionsRepository } from './contributions.repository.js';
import { DonorKeys } from './donor-keys.js';
import { DonorsRepository, type Owner } from './donors.repository.js';
import { ProjectPool } from './project-pool.js';

const WALL_MAX = 100;
/** R104: a country is named when at least so many donors live there. */
const COUNTRY_SHOWN_FROM = 5;

/** What donors, the wall and the mails may know. */
@Injectable()
export class ReadContributions {
  constructor(
    private readonly contributions: ContributionsRepository,
    private readonly donors: DonorsRepository,
    private readonly keys: DonorKeys,
    private readonly views: ContributionViews,
    private readonly pool: ProjectPool,
  ) {}

  isOwn(tx: Tx, id: string, actor: Actor): Promise<boolean> {
    return this.donors.isOwn(tx, id, this.ownerOf(actor));
  }

  /** @throws ContributionMissing, also when it is somebody else's */
  async requireOwn(tx: Tx, id: string, actor: Actor): Promise<void> {
    if (!(await this.isOwn(tx, id, actor))) throw new ContributionMissing();
  }

  async viewOf(tx: Tx, id: string): Promise<ContributionView> {
    const contribution = await this.contributions.find(tx, id);
    if (contribution === null) throw new ContributionMissing();
    const [view] = await this.views.of(tx, [contribution]);
    if (view === undefined) throw new ContributionMissing();
    return view;
  }

  /** Of a gift whose money lies in its project's fund (R81); 0 for every other one. */
  async heldByProject(tx: Tx, id: string): Promise<number> {
    const gift = await this.contributions.find(tx, id);
    return gift?.settled?.fund === '2100' ? this.pool.heldOf(tx, gift) : 0;
  }

  async own(tx: Tx, actor: Actor, query: PageQuery): Promise<Page<ContributionView>> {
    const limit = query.limit ?? PAGE_SIZE;
    const page = { before: idCursor(query.cursor), limit: limit + 1 };
    const rows = await this.donors.listOwn(tx, this.ownerOf(actor), page);
    const items = await this.views.of(tx, rows.slice(0, limit));
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  async wallOf(tx: Tx, campaignId: string): Promise<WallLineView[]> {
    return this.donors.wall(tx, campaignId, WALL_MAX);
  }

  homesOf(tx: Tx, campaignId: string): Promise<DonorHomesView> {
    return this.donors.homes(tx, campaignId, COUNTRY_SHOWN_FROM);
  }

  /** @throws ContributionMissing */
  async noticeOf(tx: Tx, id: string): Promise<ContributionNotice> {
    const gift = await this.donors.giftOf(tx, id);
    if (gift === null) throw new ContributionMissing();
    const { contribution, donor } = gift;
    const { settled } = contribution;
    const keptMinor = settled === null ? 0 : heldOf(settled);
    return { contribution, keptMinor, email: donor.email, locale: donor.locale };
  }

  /** Where to write to the givers, in the order of the ids; those erased are left out. */
  async addressesOf(tx: Tx, ids: readonly string[]): Promise<GiverAddress[]> {
    const donors = await this.donors.listOf(tx, ids);
    return ids.flatMap((id) => {
      const donor = donors.get(id);
      const email = donor?.email ?? null;
      return donor === undefined || email === null ? [] : [{ email, locale: donor.locale }];
    });
  }

  knowsAddress(tx: Tx, email: string): Promise<boolean> {
    return this.donors.knows(tx, this.keys.emailHash(email));
  }

  ownerOf({ personId, verifiedEmail }: Actor): Owner {
    return {
      personId,
      emailHash: verifiedEmail === null ? null : this.keys.emailHash(verifiedEmail),
    };
  }
}
