import { Injectable } from '@nestjs/common';
import type {
  PaymentFileView,
  TrancheSheetView,
  TrancheView,
} from '@vatra/shared/disbursements/disbursements.views';
import type { TrancheState } from '@vatra/shared/disbursements/tranche.states';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { AgreementsRepository, type AgreementRow } from '../agreements/agreements.repository.js';
import { ExchangeRepository } from '../exchange/exchange.repository.js';
import { PayeeAccountsRepository } from '../payees/payee-accounts.repository.js';
import { TransfersRepository } from '../transfers/transfers.repository.js';
import { changedRecently } from './approving.policy.js';
import {
  ApprovalsRepository,
  type ApprovalRow,
  type PreparationRow,
} from './approvals.repository.js';
import { OpenTranche } from './open-tranche.js';
import { PaymentFilesRepository } from './payment-files.repository.js';
import { paymentFileView, trancheView } from './tranche.presenter.js';
import { TranchesRepository, type TrancheRow } from './tranches.repository.js';

/** What finance has before it: nothing that is only planned, nothing that is done. */
const QUEUE_STATES: readonly TrancheState[] = [
  'conditions_met',
  'prepared',
  'approved',
  'sent',
  'failed',
  'on_hold',
];

interface Steps {
  readonly preparations: readonly PreparationRow[];
  readonly approvals: readonly ApprovalRow[];
}

/** Tranches as the public, the authority and finance see them. */
@Injectable()
export class ReadTranches {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly tranches: TranchesRepository,
    private readonly approvals: ApprovalsRepository,
    private readonly payees: PayeeAccountsRepository,
    private readonly files: PaymentFilesRepository,
    private readonly transfers: TransfersRepository,
    private readonly exchange: ExchangeRepository,
    private readonly opener: OpenTranche,
    private readonly projects: ProjectsService,
  ) {}

  /** @throws TrancheMissing */
  async get(tx: Tx, id: string, actor: Actor): Promise<TrancheView> {
    const { tranche } = await this.opener.read(tx, id);
    const [view] = await this.views(tx, [tranche], actor);
    if (view === undefined) throw new Error(`tranche ${id} has no view`);
    return view;
  }

  async ofProject(tx: Tx, projectId: string, actor: Actor | null): Promise<TrancheView[]> {
    return this.views(tx, await this.tranches.listOf(tx, projectId), actor);
  }

  confirmedTotal(tx: Tx): Promise<number> {
    return this.tranches.confirmedTotal(tx);
  }

  async queue(tx: Tx, actor: Actor): Promise<TrancheView[]> {
    return this.views(tx, await this.tranches.listInStates(tx, QUEUE_STATES), actor);
  }

  /** Everything a checker must see on one screen (domain 5.4), as it is now. */
  async sheet(tx: Tx, actor: Actor, id: string): Promise<TrancheSheetView> {
    const { tranche, facts, conditions } = await this.opener.read(tx, id);
    const view = await this.get(tx, id, actor);
    const preparations = await this.approvals.preparationsOf(tx, [id]);
    const heldMinor = facts.contributionsMinor + facts.matchingMinor;
    return {
      tranche: { ...view, conditions: isOpen(tranche) ? conditions : view.conditions },
      contributionsBalanceMinor: facts.contributionsMinor,
      matchingBalanceMinor: facts.matchingMinor,
      matchingFrozenMinor: facts.frozenMinor,
      availableMinor: Math.max(0, heldMinor - facts.youngMinor),
      youngMinor: facts.youngMinor,
      payeeChangedRecently: facts.payee !== null && changedRecently(facts.payee, facts.now),
      milestoneNumber: tranche.milestoneNumber,
      reviewedProjectMyself: await this.opener.hasReviewed(tx, tranche.projectId, actor),
      preparedByMe: preparations.some(({ preparedBy }) => preparedBy === actor.personId),
    };
  }

  async paymentFiles(tx: Tx): Promise<PaymentFileView[]> {
    const views: PaymentFileView[] = [];
    for (const file of await this.files.listLatest(tx)) {
      const tranche = await this.tranches.find(tx, file.trancheId);
      if (tranche === null) continue;
      const { title } = await this.projects.get(tx, tranche.projectId);
      views.push(paymentFileView(file, tranche, title));
    }
    return views;
  }

  private async views(
    tx: Tx,
    rows: readonly TrancheRow[],
    actor: Actor | null,
  ): Promise<TrancheView[]> {
    const ids = rows.map(({ id }) => id);
    const steps: Steps = {
      preparations: await this.approvals.preparationsOf(tx, ids),
      approvals: await this.approvals.approvalsOf(tx, ids),
    };
    const transfers = await this.transfers.newestOf(tx, ids);
    const receipts = await this.exchange.newestReceipts(tx, ids);
    const views: TrancheView[] = [];
    for (const tranche of rows) {
      const preparation =
        steps.preparations.find(
          (one) => one.trancheId === tranche.id && one.attempt === tranche.attempt,
        ) ?? null;
      const project = await this.projects.get(tx, tranche.projectId);
      const agreement = await this.agreements.find(tx, tranche.projectId);
      views.push(
        trancheView({
          ...{ tranche, project, agreement, preparation },
          payee: await this.payeeOf(tx, tranche, { agreement, preparation }),
          receipt: receipts.get(tranche.id) ?? null,
          approvals: steps.approvals,
          transfer: transfers.get(tranche.id) ?? null,
          isInside: actor !== null,
          may: actor === null ? [] : await this.may(tx, actor, tranche, steps),
        }),
      );
    }
    return views;
  }

  /** The account a payment is bound to; before that the one it would go to. */
  private async payeeOf(
    tx: Tx,
    tranche: TrancheRow,
    {
      agreement,
      preparation,
    }: { agreement: AgreementRow | null; preparation: PreparationRow | null },
  ) {
    if (preparation !== null && !isOpen(tranche)) {
      return this.payees.find(tx, preparation.payeeAccountId);
    }
    return agreement === null ? null : this.payees.findVerified(tx, agreement.organisationId);
  }

  private async may(tx: Tx, actor: Actor, tranche: TrancheRow, steps: Steps): Promise<string[]> {
    const { id, state, attempt, projectId } = tranche;
    const verb = stepOf(state);
    const role = verb === 'prepare' ? 'finance_maker' : 'finance_checker';
    if (verb === null || !actor.platformRoles.includes(role)) return [];
    if (!(await this.opener.keepsDistance(tx, projectId, actor))) return [];
    if (verb === 'prepare') return [verb];
    const hasPrepared = steps.preparations.some(
      (one) => one.trancheId === id && one.preparedBy === actor.personId,
    );
    const hasApproved = steps.approvals.some(
      (one) => one.trancheId === id && one.attempt === attempt && one.personId === actor.personId,
    );
    return hasPrepared || hasApproved ? [] : [verb];
  }
}

/** What finance does next with a tranche in the state. */
function stepOf(state: TrancheState): 'prepare' | 'approve' | null {
  if (state === 'conditions_met' || state === 'failed') return 'prepare';
  return state === 'prepared' ? 'approve' : null;
}

/** Nothing is bound yet: conditions and payee are those of this moment. */
function isOpen({ state }: TrancheRow): boolean {
  return ['planned', 'conditions_met', 'failed', 'on_hold'].includes(state);
}
