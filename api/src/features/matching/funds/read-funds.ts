import { Injectable } from '@nestjs/common';
import type {
  FundDeskView,
  FundMoneyView,
  FundProjectView,
  MatchingFundPageView,
  MatchingFundView,
} from '@vatra/shared/matching/funds.views';
import type { Page, PageQuery } from '@vatra/shared/paging.dto';
import type { Actor } from '../../../platform/actor.js';
import { dayOf } from '../../../platform/calendar/zoned-days.js';
import type { Tx } from '../../../platform/database/tx.js';
import { limitOf, pageOf, positionOf } from '../../../platform/paging/cursor.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { PlacesService } from '../../places/places.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { FundMoneyRepository } from '../fund-money/fund-money.repository.js';
import { ReadBalances } from '../fund-money/read-balances.js';
import { FundProjectsRepository } from './fund-projects.repository.js';
import { ReadQuestions } from '../questions/read-questions.js';
import { fundView, moneyView, projectView } from './fund.presenter.js';
import type { FundRecord } from './fund.record.js';
import { FundForbidden, FundMissing } from './funds.errors.js';
import { FundsRepository } from './funds.repository.js';
import { FUND_ZONE } from './write-fund.js';

const PROJECTS_SHOWN_MAX = 50;

/** Funds as everybody sees them, and as their funder and finance do. No donor is in any of it. */
@Injectable()
export class ReadFunds {
  constructor(
    private readonly funds: FundsRepository,
    private readonly fundProjects: FundProjectsRepository,
    private readonly money: FundMoneyRepository,
    private readonly balances: ReadBalances,
    private readonly organisations: OrganisationsService,
    private readonly payments: PaymentsService,
    private readonly places: PlacesService,
    private readonly projects: ProjectsService,
    private readonly questions: ReadQuestions,
  ) {}

  async list(tx: Tx, query: PageQuery): Promise<Page<MatchingFundView>> {
    const limit = limitOf(query);
    const rows = await this.funds.listPublic(tx, positionOf(query.cursor), limit + 1);
    const page = pageOf(rows, limit, ({ opensAt, id }) => ({ at: opensAt, id }));
    return { items: await this.present(tx, page.items), next: page.next };
  }

  /** @throws FundMissing while the rules are not frozen */
  async page(tx: Tx, id: string): Promise<MatchingFundPageView> {
    const fund = await this.funds.get(tx, id);
    if (fund.state === 'draft') throw new FundMissing();
    return this.pageOf(tx, fund);
  }

  async ofFunder(tx: Tx, organisationId: string, actor: Actor): Promise<Page<MatchingFundView>> {
    this.requireReader(actor, organisationId);
    const funds = await this.funds.listOfFunder(tx, organisationId);
    return { items: await this.present(tx, funds), next: null };
  }

  async queue(tx: Tx): Promise<Page<MatchingFundView>> {
    return { items: await this.present(tx, await this.funds.listUnsettled(tx)), next: null };
  }

  /** @throws FundMissing, FundForbidden */
  async desk(tx: Tx, id: string, actor: Actor): Promise<FundDeskView> {
    const fund = await this.funds.get(tx, id);
    this.requireReader(actor, fund.organisationId);
    const isOwn = this.isOwn(actor, fund.organisationId);
    const isChecker = actor.platformRoles.includes('finance_checker');
    return {
      ...(await this.pageOf(tx, fund)),
      organisationId: fund.organisationId,
      placeIds: fund.placeIds,
      money: await this.moneyOf(tx, fund, actor),
      questions: await this.questions.ofFund(tx, id, isOwn),
      opensOn: dayOf(fund.opensAt, FUND_ZONE).toString(),
      closesOn: dayOf(fund.closesAt, FUND_ZONE).toString(),
      noticeEndsAt: fund.noticeEndsAt?.toISOString() ?? null,
      mayWrite: isOwn && fund.state === 'draft',
      mayGiveNotice: isOwn && isCollecting(fund) && fund.noticeEndsAt === null,
      maySettle: isChecker && !isOwn && fund.state === 'closed',
    };
  }

  private async moneyOf(tx: Tx, fund: FundRecord, actor: Actor): Promise<FundMoneyView[]> {
    const isChecker =
      actor.platformRoles.includes('finance_checker') && !this.isOwn(actor, fund.organisationId);
    const rows = await this.money.listOf(tx, fund.id);
    const lineIds = rows.flatMap(({ bankLineId }) => bankLineId ?? []);
    const lines = await this.payments.linesByIds(tx, lineIds);
    return rows.map((money) => {
      const line = money.bankLineId === null ? undefined : lines.get(money.bankLineId);
      const isOpen = money.state === 'proposed' && money.proposedBy !== actor.personId;
      return moneyView(money, line ?? null, isChecker && isOpen);
    });
  }

  private async pageOf(tx: Tx, fund: FundRecord): Promise<MatchingFundPageView> {
    const [view] = await this.present(tx, [fund]);
    if (view === undefined) throw new FundMissing();
    return { ...view, projects: await this.projectsOf(tx, fund.id) };
  }

  private async projectsOf(tx: Tx, fundId: string): Promise<FundProjectView[]> {
    const rows = await this.fundProjects.listMatched(tx, fundId, PROJECTS_SHOWN_MAX);
    const ids = rows.map(({ projectId }) => projectId);
    const projects = await this.projects.listByIds(tx, ids);
    const placeIds = [...projects.values()].map(({ placeId }) => placeId);
    const places = await this.places.listByIds(tx, placeIds);
    return rows.flatMap((row) => {
      const project = projects.get(row.projectId);
      return project === undefined ? [] : [projectView(row, project, places.get(project.placeId))];
    });
  }

  private async present(tx: Tx, funds: readonly FundRecord[]): Promise<MatchingFundView[]> {
    const ids = funds.map(({ id }) => id);
    const balances = await this.balances.of(tx, ids);
    const helped = await this.fundProjects.countHelped(tx, ids);
    const funders = await this.organisations.cardsOf(tx, [
      ...new Set(funds.map(({ organisationId }) => organisationId)),
    ]);
    const places = await this.places.listByIds(tx, [
      ...new Set(funds.flatMap(({ placeIds }) => placeIds)),
    ]);
    return funds.flatMap((fund) => {
      const own = balances.get(fund.id);
      if (own === undefined) return [];
      const funder = funders.get(fund.organisationId);
      const projectsHelped = helped.get(fund.id) ?? 0;
      return [fundView({ fund, balances: own, funder, places, projectsHelped })];
    });
  }

  /** @throws FundForbidden */
  private requireReader(actor: Actor, organisationId: string): void {
    const isFinance = ['finance_maker', 'finance_checker', 'auditor'].some((role) =>
      actor.platformRoles.some((held) => held === role),
    );
    if (!isFinance && !this.isOwn(actor, organisationId)) {
      throw new FundForbidden('matching.not-a-funder');
    }
  }

  private isOwn(actor: Actor, organisationId: string): boolean {
    return this.organisations.hasRole(actor, organisationId, ['matching_funder']);
  }
}

function isCollecting({ state }: FundRecord): boolean {
  return state === 'open' || state === 'exhausted';
}
