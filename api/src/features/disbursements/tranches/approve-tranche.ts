import { Injectable } from '@nestjs/common';
import type { ApproveTrancheDto } from '@vatra/shared/disbursements/disbursements.dto';
import type { Actor } from '../../../platform/actor.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Operations } from '../../../platform/operations/operations.js';
import { Events } from '../../../platform/outbox/events.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import {
  AlreadyApproved,
  ClientMoneyShort,
  ConditionsNotMet,
  ContentChanged,
  MakerCannotCheck,
  NotPrepared,
} from '../disbursements.errors.js';
import { TRANCHE_APPROVED } from '../disbursements.events.js';
import { SendTransfer } from '../transfers/send-transfer.js';
import { contentHash } from './approving.policy.js';
import { ApprovalsRepository, type PreparationRow } from './approvals.repository.js';
import { contentOf, OpenTranche, type TrancheAtWork } from './open-tranche.js';
import { requireActivePayee } from './prepare-tranche.js';
import { SEND_TRANCHE, type SendRequest } from './send-tranche.js';

/** The checker's step (R73): somebody else, with a fresh code, approves exactly what was prepared. */
@Injectable()
export class ApproveTranche {
  constructor(
    private readonly opener: OpenTranche,
    private readonly approvals: ApprovalsRepository,
    private readonly accounts: AccountsService,
    private readonly ledger: LedgerService,
    private readonly operations: Operations,
    private readonly transfers: SendTransfer,
    private readonly events: Events,
  ) {}

  /**
   * With the last approval needed the payment is handed to the worker.
   *
   * @throws TrancheMissing, NotPrepared, MakerCannotCheck, ReviewedProject, OwnAuthority,
   *   ContentChanged, AlreadyApproved, ConditionsNotMet, ClientMoneyShort, and what is wrong with the code
   */
  async approve(tx: Tx, actor: Actor, id: string, dto: ApproveTrancheDto): Promise<void> {
    const work = await this.opener.forUpdate(tx, id);
    const preparation = await this.preparationOf(tx, work, actor);
    this.requireSameContent(work, preparation, dto);
    const before = await this.approvalsOf(tx, preparation);
    if (before.includes(actor.personId ?? '')) throw new AlreadyApproved();
    await this.requireCover(tx);
    // Last, so that a refused approval does not use up the code.
    const provedAt = await this.accounts.verifySecondFactor(tx, actor.personId ?? '', dto.code);
    await this.approvals.addApproval(tx, {
      trancheId: id,
      attempt: preparation.attempt,
      personId: actor.personId ?? '',
      contentHash: preparation.contentHash,
      approvedAt: work.facts.now,
      provedAt,
    });
    if (before.length + 1 < preparation.approvalsNeeded) return;
    await this.handOver(tx, actor, work, preparation);
  }

  private async preparationOf(
    tx: Tx,
    { tranche }: TrancheAtWork,
    actor: Actor,
  ): Promise<PreparationRow> {
    const preparations = await this.approvals.preparationsOf(tx, [tranche.id]);
    const current = preparations.find(({ attempt }) => attempt === tranche.attempt);
    if (tranche.state !== 'prepared' || current === undefined) throw new NotPrepared(tranche.state);
    if (preparations.some(({ preparedBy }) => preparedBy === actor.personId)) {
      throw new MakerCannotCheck();
    }
    await this.opener.requireDistance(tx, tranche.projectId, actor);
    return current;
  }

  /** @throws ContentChanged, ConditionsNotMet, NoPayee, PayeeResting */
  private requireSameContent(
    work: TrancheAtWork,
    preparation: PreparationRow,
    dto: ApproveTrancheDto,
  ): void {
    const now = contentHash(contentOf(work.tranche, requireActivePayee(work)));
    const isSame = now === preparation.contentHash && dto.contentHash === preparation.contentHash;
    if (!isSame) throw new ContentChanged();
    const unmet = work.conditions.filter(({ met }) => !met);
    if (unmet.length > 0) {
      throw new ConditionsNotMet(unmet.map(({ rule, code }) => `${rule} ${code}`));
    }
  }

  /** L27: tranches wait until client money is whole again. @throws ClientMoneyShort */
  private async requireCover(tx: Tx): Promise<void> {
    const { coverMinor } = await this.ledger.standing(tx);
    if (coverMinor < 0) throw new ClientMoneyShort(-coverMinor);
  }

  private async approvalsOf(tx: Tx, preparation: PreparationRow): Promise<string[]> {
    const rows = await this.approvals.approvalsOf(tx, [preparation.trancheId]);
    return rows
      .filter(({ attempt }) => attempt === preparation.attempt)
      .map(({ personId }) => personId);
  }

  private async handOver(
    tx: Tx,
    actor: Actor,
    work: TrancheAtWork,
    preparation: PreparationRow,
  ): Promise<void> {
    const { id, projectId, number } = work.tranche;
    await moveState(tx, { machine: 'tranche', id, from: 'prepared', to: 'approved', actor });
    await this.instruct(tx, work, preparation);
    await this.events.publish(tx, TRANCHE_APPROVED, { trancheId: id, projectId, number });
  }

  /** By the rail of the account that was approved. */
  private async instruct(
    tx: Tx,
    work: TrancheAtWork,
    { attempt, contentHash: approved }: PreparationRow,
  ): Promise<void> {
    const { tranche, facts } = work;
    const payee = requireActivePayee(work);
    if (payee.rail === 'stripe_transfer') {
      await this.transfers.start(tx, tranche, { attempt, contentHash: approved, payee });
      return;
    }
    const request: SendRequest = {
      trancheId: tranche.id,
      attempt,
      contentHash: approved,
      instructedAt: facts.now.toISOString(),
    };
    const intent = { subjectId: tranche.id, version: attempt, request };
    await this.operations.request(tx, SEND_TRANCHE, intent);
  }
}
