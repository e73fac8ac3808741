import { Injectable } from '@nestjs/common';
import type { NameSupplierDto } from '@vatra/shared/disbursements/disbursements.dto';
import { isFirmDomain, registerKey } from '@vatra/shared/matching/supplier-contact';
import { supplierKey } from '@vatra/shared/milestones/supplier-key';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { MatchingService } from '../../matching/matching.service.js';
import { MilestonesService } from '../../milestones/milestones.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { AgreementsRepository } from '../agreements/agreements.repository.js';
import { AgreementMissing } from '../disbursements.errors.js';
import { MinutesRepository } from './minutes.repository.js';
import {
  RegisterNumberUnreadable,
  SupplierDomainShared,
  SupplierUnknown,
} from './procurement.errors.js';
import { SuppliersRepository } from './suppliers.repository.js';

const REGISTER_KEY_MIN = 4;

/** R57: who a supplier is, so that its people bring no matching to what it is paid for. */
@Injectable()
export class NameSupplier {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly suppliers: SuppliersRepository,
    private readonly minutes: MinutesRepository,
    private readonly milestones: MilestonesService,
    private readonly organisations: OrganisationsService,
    private readonly matching: MatchingService,
  ) {}

  /**
   * For a supplier that minutes or invoices name already.
   *
   * @throws AgreementMissing, SupplierUnknown, SupplierDomainShared, RegisterNumberUnreadable
   */
  async afterwards(tx: Tx, actor: Actor, projectId: string, dto: NameSupplierDto): Promise<void> {
    const agreement = await this.agreements.findForUpdate(tx, projectId);
    if (agreement === null) throw new AgreementMissing();
    const { organisationId } = agreement;
    const roles = ['la_focal_point', 'la_mayor', 'la_accountant'] as const;
    this.organisations.requireRole(actor, organisationId, roles);
    if (!(await this.isKnown(tx, projectId, dto.supplier))) throw new SupplierUnknown();
    await this.name(tx, actor, { projectId, organisationId }, dto);
  }

  /** @throws SupplierDomainShared, RegisterNumberUnreadable */
  async name(
    tx: Tx,
    actor: Actor,
    where: { readonly projectId: string; readonly organisationId: string },
    dto: NameSupplierDto,
  ): Promise<void> {
    const { registerNumber, email, domain } = dto;
    const key = registerKey(registerNumber);
    if (key.length < REGISTER_KEY_MIN) throw new RegisterNumberUnreadable();
    if (domain !== undefined && !isFirmDomain(domain)) throw new SupplierDomainShared();
    const contacts = [...(email ? [email] : []), ...(domain ? [`@${domain}`] : [])];
    await this.suppliers.add(tx, {
      ...{ id: newId(), projectId: where.projectId, registerNumber },
      ...{ supplierKey: supplierKey(dto.supplier), by: actor.personId ?? '' },
    });
    await this.matching.recordSupplier(tx, {
      ...{ organisationId: where.organisationId, registerKey: key },
      contacts: contacts.map((contact) => contact.toLowerCase()),
    });
  }

  private async isKnown(tx: Tx, projectId: string, supplier: string): Promise<boolean> {
    const key = supplierKey(supplier);
    const chosen = await this.minutes.named(tx, projectId, [key]);
    if (chosen.size > 0) return true;
    return (await this.milestones.suppliersOf(tx, projectId)).some((one) => one.key === key);
  }
}
