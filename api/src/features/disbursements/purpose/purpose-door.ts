import { Injectable } from '@nestjs/common';
import type { ProjectState } from '@vatra/shared/projects/project.states';
import type { Tx } from '../../../platform/database/tx.js';
import { ContributionsService } from '../../contributions/contributions.service.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { ProjectsService, type ProjectRecord } from '../../projects/projects.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import {
  AgreementClosed,
  AgreementMissing,
  DonorsAsked,
  NothingToAsk,
  PaymentUnderWay,
  PurposeMissing,
  PurposeNotPossible,
} from '../disbursements.errors.js';
import { TranchesRepository } from '../tranches/tranches.repository.js';
import { PurposeChangesRepository, type PurposeChangeRow } from './purpose-changes.repository.js';

/** From the agreement until the works are reported done; works that stand still go on first. */
const POSSIBLE: readonly ProjectState[] = ['agreement_pending', 'implementing'];

/** Where a change of purpose begins: under the lock of the agreement, as everything about payments. */
@Injectable()
export class PurposeDoor {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly changes: PurposeChangesRepository,
    private readonly tranches: TranchesRepository,
    private readonly projects: ProjectsService,
    private readonly contributions: ContributionsService,
    private readonly ledger: LedgerService,
  ) {}

  /** @throws AgreementMissing, AgreementClosed */
  async open(tx: Tx, projectId: string): Promise<ProjectRecord> {
    const agreement = await this.agreements.findForUpdate(tx, projectId);
    if (agreement === null) throw new AgreementMissing();
    if (agreement.cancelledAt !== null) throw new AgreementClosed();
    return this.projects.get(tx, projectId);
  }

  /** @throws PurposeMissing */
  async enter(
    tx: Tx,
    id: string,
  ): Promise<{ readonly change: PurposeChangeRow; readonly project: ProjectRecord }> {
    const found = await this.changes.find(tx, id);
    if (found === null) throw new PurposeMissing();
    await this.agreements.findForUpdate(tx, found.projectId);
    const change = await this.changes.findForUpdate(tx, id);
    if (change === null) throw new PurposeMissing();
    return { change, project: await this.projects.get(tx, change.projectId) };
  }

  async isPossible(tx: Tx, { id, state }: ProjectRecord): Promise<boolean> {
    if (!POSSIBLE.includes(state)) return false;
    if ((await this.contributions.askedOf(tx, id)) !== null) return false;
    return (await this.heldOf(tx, id)) > 0;
  }

  /** @throws PurposeNotPossible, DonorsAsked, NothingToAsk */
  async requirePossible(tx: Tx, { id, state }: ProjectRecord): Promise<void> {
    if (!POSSIBLE.includes(state)) throw new PurposeNotPossible(state);
    if ((await this.contributions.askedOf(tx, id)) !== null) throw new DonorsAsked();
    if ((await this.heldOf(tx, id)) === 0) throw new NothingToAsk();
  }

  /** Money on its way serves the old purpose: the bank's answer comes first. @throws PaymentUnderWay */
  async requireAtRest(tx: Tx, projectId: string): Promise<void> {
    const tranches = await this.tranches.listOf(tx, projectId);
    if (tranches.some(({ state }) => state === 'sent')) throw new PaymentUnderWay();
  }

  /** What donors brought and nobody has been paid with. */
  heldOf(tx: Tx, projectId: string): Promise<number> {
    return this.ledger.balance(tx, { code: '2100', subjectId: projectId });
  }
}
