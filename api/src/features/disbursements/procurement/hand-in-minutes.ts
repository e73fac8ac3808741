import { Injectable } from '@nestjs/common';
import type { ProcurementMinutesDto } from '@vatra/shared/disbursements/disbursements.dto';
import { supplierKey } from '@vatra/shared/milestones/supplier-key';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { FilesService } from '../../files/files.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import { AgreementClosed, AgreementMissing } from '../disbursements.errors.js';
import { CheckTranches } from '../tranches/check-tranches.js';
import { MinutesRepository } from './minutes.repository.js';
import { NameSupplier } from './name-supplier.js';
import { MinutesInFuture } from './procurement.errors.js';

/** R74: the authority shows how a supplier was chosen; anybody may read the minutes. */
@Injectable()
export class HandInMinutes {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly minutes: MinutesRepository,
    private readonly naming: NameSupplier,
    private readonly checks: CheckTranches,
    private readonly organisations: OrganisationsService,
    private readonly files: FilesService,
    private readonly clock: Clock,
  ) {}

  /** @throws AgreementMissing, AgreementClosed, MinutesInFuture, and as NameSupplier */
  async handIn(tx: Tx, actor: Actor, projectId: string, dto: ProcurementMinutesDto): Promise<void> {
    const agreement = await this.agreements.findForUpdate(tx, projectId);
    if (agreement === null) throw new AgreementMissing();
    if (agreement.cancelledAt !== null) throw new AgreementClosed();
    const roles = ['la_focal_point', 'la_mayor', 'la_accountant'] as const;
    this.organisations.requireRole(actor, agreement.organisationId, roles);
    const at = await this.clock.now(tx);
    if (dto.decidedOn > at.toISOString().slice(0, 10)) throw new MinutesInFuture();
    const { organisationId } = agreement;
    const { fileId, supplier } = dto;
    const by = actor.personId ?? '';
    await this.files.requireUsable(tx, [fileId], { purpose: 'document', uploadedBy: by });
    await this.naming.name(tx, actor, { projectId, organisationId }, dto);
    const key = { id: newId(), projectId, supplierKey: supplierKey(supplier) };
    if (!(await this.minutes.add(tx, { ...dto, ...key, by, at }))) return;
    await this.files.publish(tx, [fileId]);
    await this.checks.check(tx, projectId);
  }
}
