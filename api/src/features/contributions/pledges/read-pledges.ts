import { Injectable } from '@nestjs/common';
import type { PledgeView } from '@vatra/shared/contributions/pledges.views';
import type { Localized } from '@vatra/shared/localized.dto';
import { money } from '@vatra/shared/money';
import { PAGE_SIZE, type Page, type PageQuery } from '@vatra/shared/paging.dto';
import type { Tx } from '../../../platform/database/tx.js';
import { idCursor } from '../../../platform/paging/id-cursor.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { DonorsRepository, type Owner } from '../donors.repository.js';
import { GiftProjects } from '../gift-projects.js';
import { actsOf, refusalOf } from './collecting/collecting.policy.js';
import type { PledgeNotice, PledgeRecord } from './pledge.record.js';
import { PledgesRepository } from './pledges.repository.js';

interface PledgeContext {
  readonly project: { readonly slug: string; readonly title: Localized };
  readonly placeName: string;
  readonly endsAt: Date;
  readonly isOpen: boolean;
}

/** What donors see of their pledges. */
@Injectable()
export class ReadPledges {
  constructor(
    private readonly pledges: PledgesRepository,
    private readonly donors: DonorsRepository,
    private readonly campaigns: CampaignsService,
    private readonly projects: GiftProjects,
  ) {}

  async own(tx: Tx, owner: Owner, query: PageQuery): Promise<Page<PledgeView>> {
    const limit = query.limit ?? PAGE_SIZE;
    const page = { before: idCursor(query.cursor), limit: limit + 1 };
    const rows = await this.pledges.listOwn(tx, owner, page);
    const items = await this.of(tx, rows.slice(0, limit));
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  async noticeOf(tx: Tx, pledge: PledgeRecord): Promise<PledgeNotice> {
    const { email, locale } = await this.donors.get(tx, pledge.id);
    return { pledge, email, locale };
  }

  async of(tx: Tx, rows: readonly PledgeRecord[]): Promise<PledgeView[]> {
    const projects = await this.projects.of(tx, rows);
    const campaignIds = [...new Set(rows.map(({ campaignId }) => campaignId))];
    const open = await this.campaigns.notClosedAmong(tx, campaignIds);
    const ends = new Map<string, Date>();
    for (const id of campaignIds) ends.set(id, (await this.campaigns.get(tx, id)).endsAt);
    return rows.flatMap((row) => {
      const about = projects.get(row.projectId);
      const endsAt = ends.get(row.campaignId);
      if (about === undefined || endsAt === undefined) return [];
      return [pledgeView(row, { ...about, endsAt, isOpen: open.has(row.campaignId) })];
    });
  }
}

function pledgeView(pledge: PledgeRecord, context: PledgeContext): PledgeView {
  const { state, refusal, nextChargeAt, pageUrl } = pledge;
  const { project, placeName, endsAt, isOpen } = context;
  const hasFailed = state === 'charge_failed';
  return {
    id: pledge.id,
    state,
    campaignId: pledge.campaignId,
    projectSlug: project.slug,
    projectTitle: project.title,
    placeName,
    gift: money(pledge.giftMinor),
    tip: money(pledge.tipMinor),
    feeCover: money(pledge.feeCoverMinor),
    gross: money(pledge.grossMinor),
    createdAt: pledge.createdAt.toISOString(),
    endsAt: endsAt.toISOString(),
    pageUrl: state === 'created' || hasFailed ? pageUrl : null,
    refusal: hasFailed && refusal !== null ? refusalOf(refusal) : null,
    nextChargeAt: hasFailed ? (nextChargeAt?.toISOString() ?? null) : null,
    may: actsOf(pledge, isOpen),
  };
}
