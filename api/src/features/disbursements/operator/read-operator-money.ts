import { Injectable } from '@nestjs/common';
import { money } from '@vatra/shared/money';
import type { OrderKind } from '@vatra/shared/disbursements/operator-money.dto';
import type {
  GrantSourceView,
  OperatorMoneyView,
  OperatorOrderView,
} from '@vatra/shared/disbursements/operator-money.views';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import { LedgerService, type Standing } from '../../ledger/ledger.service.js';
import { PlacesService } from '../../places/places.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { OrderMissing } from '../disbursements.errors.js';
import { PayeeAccountsRepository } from '../payees/payee-accounts.repository.js';
import { ReadRefills } from '../refills/read-refills.js';
import { ownOutMax } from './order-limits.js';
import { OrderPayee } from './order-payee.js';
import { orderView, payeeShown, topUpView } from './order.presenter.js';
import type { OrderRecord } from './order.record.js';
import { OrdersRepository } from './orders.repository.js';
import { TopUpsRepository } from './top-ups.repository.js';

const SOURCES_MAX = 30;

/** What finance sees of the operator's money: how it stands, what was ordered, what was paid in. */
@Injectable()
export class ReadOperatorMoney {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly topUps: TopUpsRepository,
    private readonly refills: ReadRefills,
    private readonly payees: PayeeAccountsRepository,
    private readonly payee: OrderPayee,
    private readonly ledger: LedgerService,
    private readonly places: PlacesService,
    private readonly projects: ProjectsService,
    private readonly accounts: AccountsService,
  ) {}

  async all(tx: Tx, actor: Actor): Promise<OperatorMoneyView> {
    const standing = await this.ledger.standing(tx);
    const topUps = await this.topUps.listLatest(tx);
    return {
      ...standingView(standing),
      isShort:
        standing.ownMinor < standing.costsMinor || topUps.some(({ state }) => state === 'waiting'),
      orders: await this.present(tx, await this.orders.listLatest(tx), actor),
      topUps: topUps.map(topUpView),
      refills: await this.refills.all(tx, actor),
      sources: [
        ...(await this.sources(tx, 'town_grant', '2150')),
        ...(await this.sources(tx, 'repair_grant', '2160')),
      ],
    };
  }

  /** @throws OrderMissing */
  async one(tx: Tx, id: string, actor: Actor): Promise<OperatorOrderView> {
    const order = await this.orders.find(tx, id);
    const [view] = order === null ? [] : await this.present(tx, [order], actor);
    if (view === undefined) throw new OrderMissing();
    return view;
  }

  async open(tx: Tx, actor: Actor): Promise<OperatorOrderView[]> {
    return this.present(tx, await this.orders.listOpen(tx), actor);
  }

  private async sources(
    tx: Tx,
    kind: 'town_grant' | 'repair_grant',
    code: string,
  ): Promise<GrantSourceView[]> {
    const filled = await this.ledger.filled(tx, code, SOURCES_MAX);
    const views: GrantSourceView[] = [];
    for (const { subjectId: sourceId, minor } of filled) {
      views.push({
        kind,
        sourceId,
        name: await this.nameOf(tx, kind, sourceId),
        held: money(minor),
        payee: payeeShown(await this.payee.find(tx, kind, sourceId)),
      });
    }
    return views;
  }

  private async nameOf(tx: Tx, kind: OrderKind, sourceId: string): Promise<string> {
    if (kind === 'town_grant') return (await this.places.get(tx, sourceId)).name;
    return (await this.projects.get(tx, sourceId)).slug;
  }

  private async present(
    tx: Tx,
    orders: readonly OrderRecord[],
    actor: Actor,
  ): Promise<OperatorOrderView[]> {
    const approvals = await this.orders.approvalsOf(
      tx,
      orders.map(({ id }) => id),
    );
    const people = await this.accounts.listByIds(
      tx,
      orders.map(({ preparedBy }) => preparedBy),
    );
    const views: OperatorOrderView[] = [];
    for (const order of orders) {
      const signed = approvals.get(order.id) ?? [];
      const { kind, sourceId, payeeAccountId } = order;
      views.push(
        orderView({
          order,
          source: sourceId === null ? null : await this.nameOf(tx, kind, sourceId),
          payee: payeeShown(
            payeeAccountId === null ? null : await this.payees.find(tx, payeeAccountId),
          ),
          approvals: signed.length,
          preparedBy: people.get(order.preparedBy)?.name ?? '',
          may: permitted(order, signed, actor),
        }),
      );
    }
    return views;
  }
}

function standingView(standing: Standing) {
  return {
    own: money(standing.ownMinor),
    costs: money(standing.costsMinor),
    lossReserve: money(standing.lossReserveMinor),
    operatingBank: money(standing.operatingBankMinor),
    heldForOthers: money(standing.heldMinor),
    cover: money(standing.coverMinor),
    ownOutMax: money(ownOutMax(standing)),
  };
}

function permitted(
  { state, preparedBy }: OrderRecord,
  signed: readonly string[],
  { personId, platformRoles }: Actor,
): OperatorOrderView['may'] {
  if (state !== 'prepared' || personId === null) return [];
  const isChecker = platformRoles.includes('finance_checker');
  const isMaker = platformRoles.includes('finance_maker');
  const mayApprove = isChecker && preparedBy !== personId && !signed.includes(personId);
  return [
    ...(mayApprove ? ['approve' as const] : []),
    ...(isChecker || isMaker ? ['cancel' as const] : []),
  ];
}
