import { Injectable } from '@nestjs/common';
import type {
  AgreementRowView,
  AgreementView,
} from '@vatra/shared/disbursements/disbursements.views';
import type { Tx } from '../../../platform/database/tx.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { ReadProcurement } from '../procurement/read-procurement.js';
import { AgreementMissing } from '../disbursements.errors.js';
import { ReadRecoveries } from '../recoveries/read-recoveries.js';
import { agreementView } from '../tranches/tranche.presenter.js';
import { AgreementsRepository } from './agreements.repository.js';

@Injectable()
export class ReadAgreements {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly organisations: OrganisationsService,
    private readonly projects: ProjectsService,
    private readonly procurement: ReadProcurement,
    private readonly recoveries: ReadRecoveries,
  ) {}

  /** Agreements are public (R58); there is none for a project that is not. @throws AgreementMissing */
  async get(tx: Tx, projectId: string): Promise<AgreementView> {
    const agreement = await this.find(tx, projectId);
    if (agreement === null) throw new AgreementMissing();
    return agreement;
  }

  async find(tx: Tx, projectId: string): Promise<AgreementView | null> {
    const agreement = await this.agreements.find(tx, projectId);
    if (agreement === null) return null;
    const signatures = await this.agreements.signaturesOf(tx, [projectId]);
    return {
      ...agreementView(agreement, signatures),
      ...(await this.procurement.of(tx, projectId)),
      recoveries: await this.recoveries.listOf(tx, projectId),
    };
  }

  /** Agreements that wait for a signature, the operator's or the authority's. */
  async queue(tx: Tx): Promise<AgreementRowView[]> {
    const rows: AgreementRowView[] = [];
    for (const agreement of await this.agreements.listUnsigned(tx)) {
      const { projectId, organisationId, grantTotalMinor, dueAt } = agreement;
      const { title } = await this.projects.get(tx, projectId);
      const authority = await this.organisations.getCard(tx, organisationId);
      const signatures = await this.agreements.signaturesOf(tx, [projectId]);
      const { signedByAuthorityAt, signedByOperatorAt } = agreementView(agreement, signatures);
      rows.push({
        projectId,
        projectTitle: title,
        authorityName: authority.name,
        grantTotalMinor,
        signedByAuthorityAt,
        signedByOperatorAt,
        dueAt: dueAt.toISOString(),
      });
    }
    return rows;
  }
}
