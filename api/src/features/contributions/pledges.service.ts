import { Injectable } from '@nestjs/common';
import type { StartContributionDto } from '@vatra/shared/contributions/contributions.dto';
import type {
  PledgePageView,
  PledgeView,
  StartedPledgeView,
} from '@vatra/shared/contributions/pledges.views';
import { money } from '@vatra/shared/money';
import type { Page, PageQuery } from '@vatra/shared/paging.dto';
import type { Actor } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Operations } from '../../platform/operations/operations.js';
import { PledgeMissing } from './contributions.errors.js';
import { DonorKeys } from './donor-keys.js';
import { ConfirmPledge } from './pledges/collecting/confirm-pledge.js';
import { EndPledge } from './pledges/end-pledge.js';
import type { PledgeNotice, PledgeRecord } from './pledges/pledge.record.js';
import { PledgesRepository } from './pledges/pledges.repository.js';
import { ReadPledges } from './pledges/read-pledges.js';
import { StartPledge } from './pledges/saving/start-pledge.js';
import { ReadContributions } from './read-contributions.js';

/** How long a donor waits for the provider's page before a worker goes on alone (ruling 17). */
const PAGE_WAIT_MS = 5_000;

/** Promises that are charged only on success (R42), as their donors meet them. */
@Injectable()
export class PledgesService {
  constructor(
    private readonly database: Database,
    private readonly pledges: PledgesRepository,
    private readonly keys: DonorKeys,
    private readonly starting: StartPledge,
    private readonly confirming: ConfirmPledge,
    private readonly ending: EndPledge,
    private readonly reading: ReadPledges,
    private readonly contributions: ReadContributions,
    private readonly operations: Operations,
  ) {}

  /** @throws ContributionInvalid, ContributionConflict, CampaignMissing */
  async start(
    campaignId: string,
    wish: StartContributionDto,
    actor: Actor | null,
  ): Promise<StartedPledgeView> {
    const { id, operationId } = await this.database.inTransaction((tx) =>
      this.starting.run(tx, campaignId, wish, actor),
    );
    await this.operations.runNow(operationId, PAGE_WAIT_MS);
    const { state, pageUrl, grossMinor } = await this.database.look((tx) => this.get(tx, id));
    return { id, state, pageUrl, gross: money(grossMinor), key: this.keys.pageKeyOf(id) };
  }

  /** @throws PledgeMissing when the key is not that of this pledge */
  progress(id: string, key: string): Promise<PledgeView> {
    if (!this.keys.opensPage(id, key)) throw new PledgeMissing();
    return this.database.look(async (tx) => this.viewOf(tx, await this.get(tx, id)));
  }

  own(actor: Actor, query: PageQuery): Promise<Page<PledgeView>> {
    const owner = this.contributions.ownerOf(actor);
    return this.database.look((tx) => this.reading.own(tx, owner, query));
  }

  /** @throws PledgeMissing, ContributionConflict */
  withdraw(id: string, actor: Actor): Promise<PledgeView> {
    return this.database.inTransaction(async (tx) => {
      await this.ending.withdraw(tx, await this.ownForUpdate(tx, id, actor), actor);
      return this.viewOf(tx, await this.get(tx, id));
    });
  }

  /** The page of the donor's bank. @throws PledgeMissing, ContributionConflict */
  confirm(id: string, actor: Actor): Promise<PledgePageView> {
    return this.openingPage(id, async (tx) =>
      this.confirming.begin(tx, await this.ownForUpdate(tx, id, actor)),
    );
  }

  /** The page to save another card. @throws PledgeMissing, ContributionConflict */
  changeCard(id: string, actor: Actor): Promise<PledgePageView> {
    return this.openingPage(id, async (tx) =>
      this.confirming.beginOtherCard(tx, await this.ownForUpdate(tx, id, actor)),
    );
  }

  /** @throws PledgeMissing */
  async noticeOf(tx: Tx, id: string): Promise<PledgeNotice> {
    return this.reading.noticeOf(tx, await this.get(tx, id));
  }

  private async openingPage(
    id: string,
    begin: (tx: Tx) => Promise<string>,
  ): Promise<PledgePageView> {
    const operationId = await this.database.inTransaction(begin);
    await this.operations.runNow(operationId, PAGE_WAIT_MS);
    const { pageUrl } = await this.database.look((tx) => this.get(tx, id));
    return { pageUrl };
  }

  private async ownForUpdate(tx: Tx, id: string, actor: Actor): Promise<PledgeRecord> {
    const pledge = await this.pledges.findForUpdate(tx, id);
    if (pledge === null || !(await this.contributions.isOwn(tx, id, actor))) {
      throw new PledgeMissing();
    }
    return pledge;
  }

  private async get(tx: Tx, id: string): Promise<PledgeRecord> {
    const pledge = await this.pledges.find(tx, id);
    if (pledge === null) throw new PledgeMissing();
    return pledge;
  }

  private async viewOf(tx: Tx, pledge: PledgeRecord): Promise<PledgeView> {
    const [view] = await this.reading.of(tx, [pledge]);
    if (view === undefined) throw new PledgeMissing();
    return view;
  }
}
