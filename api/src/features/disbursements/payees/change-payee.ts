import { Injectable } from '@nestjs/common';
import type {
  AddPayeeAccountDto,
  VerifyPayeeAccountDto,
} from '@vatra/shared/disbursements/disbursements.dto';
import { SYSTEM, type Actor } from '../../../platform/actor.js';
import { moveState } from '../../../platform/database/state-moves.js';
import type { Tx } from '../../../platform/database/tx.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import { CheckTranches } from '../tranches/check-tranches.js';
import { TranchesRepository } from '../tranches/tranches.repository.js';
import { KeepPayees } from './keep-payees.js';

const PROJECTS_MAX = 100;
const WAITING_STATES = ['seeking_endorsement', 'ready'] as const;

/** What a decision about an account means for the payments and projects of the authority. */
@Injectable()
export class ChangePayee {
  constructor(
    private readonly payees: KeepPayees,
    private readonly agreements: AgreementsRepository,
    private readonly tranches: TranchesRepository,
    private readonly checks: CheckTranches,
    private readonly projects: ProjectsService,
  ) {}

  add(tx: Tx, actor: Actor, organisationId: string, dto: AddPayeeAccountDto): Promise<string> {
    return this.payees.add(tx, actor, organisationId, dto);
  }

  async decide(tx: Tx, actor: Actor, id: string, dto: VerifyPayeeAccountDto): Promise<void> {
    const { organisationId } = await this.payees.decide(tx, actor, id, dto);
    if (dto.decision === 'refuse') return;
    for (const { projectId } of await this.agreements.listOfOrganisations(tx, [organisationId])) {
      await this.agreements.findForUpdate(tx, projectId);
      await this.voidPreparations(tx, projectId);
      await this.checks.check(tx, projectId);
    }
    const waiting = await this.projects.listInStates(
      tx,
      [organisationId],
      WAITING_STATES,
      PROJECTS_MAX,
    );
    for (const project of waiting) await this.payees.recordReadiness(tx, project.id, actor);
  }

  /** What was prepared named another account: its approvals die, and it is prepared again. */
  private async voidPreparations(tx: Tx, projectId: string): Promise<void> {
    for (const { id, state } of await this.tranches.listOf(tx, projectId)) {
      if (state !== 'prepared') continue;
      const move = { machine: 'tranche', from: 'prepared', to: 'conditions_met' } as const;
      await moveState(tx, { ...move, id, actor: SYSTEM, reason: 'payee-changed' });
    }
  }
}
