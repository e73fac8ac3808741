import { Injectable } from '@nestjs/common';
import type {
  OpenRecoveryView,
  ProjectRecoveriesView,
  RecoveryView,
} from '@vatra/shared/disbursements/recoveries.views';
import type { Tx } from '../../../platform/database/tx.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { DemandMoney } from './demand-money.js';
import { RecoveriesRepository } from './recoveries.repository.js';
import { openPart, stepsFrom } from './recovery.policy.js';
import type { Instalment, RecoveryRecord } from './recovery.record.js';

/** Demands as everybody sees them, and what those who work on them may do. */
@Injectable()
export class ReadRecoveries {
  constructor(
    private readonly recoveries: RecoveriesRepository,
    private readonly demanding: DemandMoney,
    private readonly projects: ProjectsService,
    private readonly organisations: OrganisationsService,
  ) {}

  async listOf(tx: Tx, projectId: string): Promise<RecoveryView[]> {
    return this.present(tx, await this.recoveries.listOf(tx, projectId));
  }

  async ofProject(tx: Tx, projectId: string): Promise<ProjectRecoveriesView> {
    const { slug, title, state } = await this.projects.get(tx, projectId);
    const recoveries = await this.listOf(tx, projectId);
    const open = recoveries.find(({ closedAt }) => closedAt === null);
    return {
      projectId,
      slug,
      title,
      state,
      demandableMinor: await this.demanding.demandable(tx, projectId),
      recoveries,
      steps: open === undefined ? [] : stepsFrom(open.state),
    };
  }

  async open(tx: Tx): Promise<OpenRecoveryView[]> {
    const rows = await this.recoveries.listOpen(tx);
    const views = await this.present(tx, rows);
    const open: OpenRecoveryView[] = [];
    for (const [index, { projectId, organisationId }] of rows.entries()) {
      const view = views[index];
      if (view === undefined) continue;
      const { slug, title } = await this.projects.get(tx, projectId);
      const { name } = await this.organisations.getCard(tx, organisationId);
      const project = { projectId, projectSlug: slug, projectTitle: title };
      open.push({ ...view, ...project, authority: name });
    }
    return open;
  }

  private async present(tx: Tx, rows: readonly RecoveryRecord[]): Promise<RecoveryView[]> {
    const plans = await this.recoveries.instalmentsOf(
      tx,
      rows.map(({ id }) => id),
    );
    return rows.map((row) => viewOf(row, plans.get(row.id) ?? []));
  }
}

function viewOf(recovery: RecoveryRecord, instalments: readonly Instalment[]): RecoveryView {
  const { id, state, demandedMinor, recoveredMinor, reason, note, dueOn } = recovery;
  return {
    id,
    state,
    demandedMinor,
    recoveredMinor,
    reason,
    note,
    dueOn,
    instalments,
    waitsFor: openPart(recovery, instalments),
    demandedAt: recovery.demandedAt.toISOString(),
    closedAt: recovery.closedAt?.toISOString() ?? null,
  };
}
