import { Injectable } from '@nestjs/common';
import type { TrancheConditionView } from '@vatra/shared/disbursements/disbursements.views';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import {
  OwnAuthority,
  ProjectStopped,
  ReviewedProject,
  TrancheMissing,
} from '../disbursements.errors.js';
import type { PayeeAccountRow } from '../payees/payee-accounts.repository.js';
import type { PaymentContent } from './approving.policy.js';
import { conditionsOf } from './tranche-conditions.policy.js';
import { factsOf, ReadTrancheFacts, type ProjectFacts } from './tranche-facts.js';
import { TranchesRepository, type TrancheRow } from './tranches.repository.js';

/** A tranche under its project's lock, with everything its verbs decide from. */
export interface TrancheAtWork {
  readonly tranche: TrancheRow;
  readonly facts: ProjectFacts;
  readonly conditions: readonly TrancheConditionView[];
}

@Injectable()
export class OpenTranche {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly tranches: TranchesRepository,
    private readonly facts: ReadTrancheFacts,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly ledger: LedgerService,
  ) {}

  /** Locks the project's agreement first, so that two people never decide about one payment at once. */
  async forUpdate(tx: Tx, id: string): Promise<TrancheAtWork> {
    await this.lockAgreement(tx, id);
    return this.read(tx, id);
  }

  /** As `forUpdate`, for who draws on the project's funds: nothing is taken or frozen in between. */
  async forDrawing(tx: Tx, id: string): Promise<TrancheAtWork> {
    const projectId = await this.lockAgreement(tx, id);
    await this.ledger.lock(tx, [
      { code: '2100', subjectId: projectId },
      { code: '2110', subjectId: projectId },
    ]);
    return this.read(tx, id);
  }

  /** As `forUpdate`, for those who only look. */
  async read(tx: Tx, id: string): Promise<TrancheAtWork> {
    const found = await this.tranches.find(tx, id);
    const agreement = found === null ? null : await this.agreements.find(tx, found.projectId);
    if (found === null || agreement === null) throw new TrancheMissing();
    const tranches = await this.tranches.listOf(tx, found.projectId);
    const tranche = tranches.find((one) => one.id === id) ?? found;
    const facts = await this.facts.read(tx, agreement, tranches);
    return { tranche, facts, conditions: conditionsOf(factsOf(facts, tranche, tranches)) };
  }

  /** @throws ProjectStopped */
  async requireNotStopped(tx: Tx, projectId: string): Promise<void> {
    const { state } = await this.projects.get(tx, projectId);
    if (state === 'suspended' || state === 'cancelled') throw new ProjectStopped(state);
  }

  /** R73 and domain 5.3. @throws ReviewedProject, OwnAuthority */
  async requireDistance(tx: Tx, projectId: string, actor: Actor): Promise<void> {
    if (await this.hasReviewed(tx, projectId, actor)) throw new ReviewedProject();
    if (await this.isOfAuthority(tx, projectId, actor)) throw new OwnAuthority();
  }

  /** May this person have a hand in the project's payments at all? */
  async keepsDistance(tx: Tx, projectId: string, actor: Actor): Promise<boolean> {
    if (await this.hasReviewed(tx, projectId, actor)) return false;
    return !(await this.isOfAuthority(tx, projectId, actor));
  }

  async hasReviewed(tx: Tx, projectId: string, actor: Actor): Promise<boolean> {
    if (actor.personId === null) return true;
    return this.projects.isReviewedBy(tx, projectId, actor.personId);
  }

  private async isOfAuthority(tx: Tx, projectId: string, actor: Actor): Promise<boolean> {
    const { leadOrganisationId } = await this.projects.get(tx, projectId);
    return this.organisations.isMemberNow(tx, actor.personId ?? '', leadOrganisationId);
  }

  /** @throws TrancheMissing */
  private async lockAgreement(tx: Tx, id: string): Promise<string> {
    const found = await this.tranches.find(tx, id);
    if (found === null) throw new TrancheMissing();
    await this.agreements.findForUpdate(tx, found.projectId);
    return found.projectId;
  }
}

/** What would be paid now; compared with what was approved before anything leaves. */
export function contentOf(
  tranche: Pick<TrancheRow, 'id' | 'attempt' | 'amountMinor' | 'instructionId'>,
  payee: PayeeAccountRow,
): PaymentContent {
  return {
    trancheId: tranche.id,
    attempt: tranche.attempt,
    amountMinor: tranche.amountMinor,
    currency: 'EUR',
    payeeAccountId: payee.id,
    payeeFingerprint: payee.ibanFingerprint,
    holder: payee.holder,
    instructionId: tranche.instructionId,
  };
}
