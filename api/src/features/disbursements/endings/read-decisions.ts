import { Injectable } from '@nestjs/common';
import type {
  ProjectDecisionsView,
  ProjectDecisionView,
} from '@vatra/shared/disbursements/project-decisions.views';
import type { ProjectDecisionKind } from '@vatra/shared/disbursements/project-decisions.dto';
import type { ProjectState } from '@vatra/shared/projects/project.states';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { LedgerService } from '../../ledger/ledger.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { WriteOff } from '../recoveries/write-off.js';
import { possibleIn } from './decision.policy.js';
import { DecisionsRepository, type DecisionRow } from './decisions.repository.js';

/** What two staff see of a project they may have to stop. */
@Injectable()
export class ReadDecisions {
  constructor(
    private readonly decisions: DecisionsRepository,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
    private readonly ledger: LedgerService,
    private readonly writingOff: WriteOff,
  ) {}

  async ofProject(tx: Tx, projectId: string, actor: Actor): Promise<ProjectDecisionsView> {
    const { title, state } = await this.projects.get(tx, projectId);
    const rows = await this.decisions.listOf(tx, projectId);
    const isFar = await this.keepsDistance(tx, projectId, actor);
    const isWaiting = rows.some((row) => row.state === 'proposed');
    return {
      projectId,
      title,
      state,
      possible: isFar && !isWaiting ? await this.possible(tx, projectId, state) : [],
      ...(await this.ledger.heldFor(tx, [projectId])),
      decisions: rows.map((row) => view(row, isFar, actor)),
    };
  }

  private async possible(
    tx: Tx,
    projectId: string,
    state: ProjectState,
  ): Promise<ProjectDecisionKind[]> {
    const isLost = await this.writingOff.isPossible(tx, projectId);
    return [...possibleIn(state), ...(isLost ? ['write_off' as const] : [])];
  }

  /** Decisions this person may confirm. */
  async waitingFor(tx: Tx, actor: Actor): Promise<DecisionRow[]> {
    const rows = await this.decisions.listProposed(tx);
    const open: DecisionRow[] = [];
    for (const row of rows.filter(({ proposedBy }) => proposedBy !== actor.personId)) {
      if (await this.keepsDistance(tx, row.projectId, actor)) open.push(row);
    }
    return open;
  }

  private async keepsDistance(tx: Tx, projectId: string, { personId }: Actor): Promise<boolean> {
    const { leadOrganisationId } = await this.projects.get(tx, projectId);
    return !(await this.organisations.isMemberNow(tx, personId ?? '', leadOrganisationId));
  }
}

function view(row: DecisionRow, isFar: boolean, actor: Actor): ProjectDecisionView {
  const { id, kind, state, reason, proposedAt, closedAt, proposedBy } = row;
  const isOpen = state === 'proposed';
  const mayConfirm = isOpen && isFar && proposedBy !== actor.personId;
  return {
    id,
    kind,
    state,
    reason,
    proposedAt: proposedAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
    may: [...(mayConfirm ? ['confirm' as const] : []), ...(isOpen ? ['withdraw' as const] : [])],
  };
}
