import { Injectable } from '@nestjs/common';
import type { FundNoticeDto } from '@vatra/shared/matching/funds.dto';
import { SYSTEM, type Actor } from '../../../platform/actor.js';
import { addDays, dayFrom, endOfDay } from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Events } from '../../../platform/outbox/events.js';
import { Jobs } from '../../../platform/outbox/jobs.js';
import { CAMPAIGN_LIVE } from '../../campaigns/campaigns.events.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import {
  MATCHING_FUND_CLOSED,
  MATCHING_FUND_OPENED,
  MATCHING_FUND_VERIFIED,
} from '../matching.events.js';
import type { FundRecord } from './fund.record.js';
import { FundConflict, FundInvalid } from './funds.errors.js';
import { CLOSE_FUND, OPEN_FUND } from './funds.jobs.js';
import { FundsRepository } from './funds.repository.js';
import { JudgeProjects } from './judge-projects.js';
import { FUND_ZONE } from './write-fund.js';

/** Domain 3.4: how long before an early end its funder must say so. */
const NOTICE_DAYS = 14;

/** The window of a fund: frozen rules, opened and closed in time, or closed early with notice. */
@Injectable()
export class RunFund {
  constructor(
    private readonly funds: FundsRepository,
    private readonly judging: JudgeProjects,
    private readonly campaigns: CampaignsService,
    private readonly organisations: OrganisationsService,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {
    this.jobs.on(OPEN_FUND, (tx, id) => this.open(tx, id));
    this.jobs.on(CLOSE_FUND, (tx, id) => this.close(tx, id));
    this.events.on(
      CAMPAIGN_LIVE,
      'matching.judge-project-when-campaign-is-live',
      (tx, { projectId }) => this.judging.judge(tx, [projectId]),
    );
  }

  /** R52: from here on nobody changes the rules. */
  async verify(tx: Tx, fund: FundRecord, actor: Actor): Promise<void> {
    await this.funds.setVerified(tx, fund.id);
    await this.funds.move(tx, fund, 'verified', { actor, reason: 'R52' });
    await this.jobs.schedule(tx, OPEN_FUND, fund.id, fund.opensAt);
    await this.events.publish(tx, MATCHING_FUND_VERIFIED, { fundId: fund.id });
  }

  /** No withdrawal of reserved money: what was reserved by then stays reserved. */
  async giveNotice(tx: Tx, id: string, { endsOn, reason }: FundNoticeDto, actor: Actor) {
    const fund = await this.funds.getForUpdate(tx, id);
    this.organisations.requireRole(actor, fund.organisationId, ['matching_funder']);
    if (fund.state !== 'open' && fund.state !== 'exhausted') {
      throw new FundConflict('matching.not-open', { state: fund.state });
    }
    if (fund.noticeEndsAt !== null) throw new FundConflict('matching.notice-given-already');
    const endsAt = endOfDay(dayFrom(endsOn), FUND_ZONE);
    const now = await this.clock.now(tx);
    if (endsAt < addDays(now, NOTICE_DAYS, FUND_ZONE) || endsAt >= fund.closesAt) {
      throw new FundInvalid('matching.notice-too-short', '/endsOn', { days: NOTICE_DAYS });
    }
    await this.funds.setNotice(tx, id, { endsAt, reason });
    await this.jobs.schedule(tx, CLOSE_FUND, id, endsAt);
  }

  /** The badge goes on for every campaign that is under way and fits the rules. */
  private async open(tx: Tx, id: string): Promise<void> {
    const fund = await this.funds.getForUpdate(tx, id);
    if (fund.state !== 'verified') return;
    await this.funds.move(tx, fund, 'open', { actor: SYSTEM });
    await this.judging.judge(tx, await this.campaigns.liveProjects(tx));
    await this.jobs.schedule(tx, CLOSE_FUND, id, fund.closesAt);
    await this.events.publish(tx, MATCHING_FUND_OPENED, { fundId: id });
  }

  private async close(tx: Tx, id: string): Promise<void> {
    const fund = await this.funds.getForUpdate(tx, id);
    if (fund.state !== 'open' && fund.state !== 'exhausted') return;
    const endsAt = fund.noticeEndsAt ?? fund.closesAt;
    if ((await this.clock.now(tx)) < endsAt) {
      await this.jobs.schedule(tx, CLOSE_FUND, id, endsAt);
      return;
    }
    await this.funds.setClosed(tx, id);
    await this.funds.move(tx, fund, 'closed', { actor: SYSTEM });
    await this.events.publish(tx, MATCHING_FUND_CLOSED, { fundId: id });
  }
}
