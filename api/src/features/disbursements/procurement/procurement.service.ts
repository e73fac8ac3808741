import { Injectable } from '@nestjs/common';
import type {
  NameSupplierDto,
  ProcurementMinutesDto,
  ProcurementPapersDto,
} from '@vatra/shared/disbursements/disbursements.dto';
import type { AgreementView } from '@vatra/shared/disbursements/disbursements.views';
import type { Actor } from '../../../platform/actor.js';
import { Database } from '../../../platform/database/database.js';
import { ReadAgreements } from '../agreements/read-agreements.js';
import { SignAgreement } from '../agreements/sign-agreement.js';
import { HandInMinutes } from './hand-in-minutes.js';
import { NameSupplier } from './name-supplier.js';

/** What the authority shows of its purchases: the plan before the first tranche, the choices before the second. */
@Injectable()
export class ProcurementService {
  constructor(
    private readonly database: Database,
    private readonly signing: SignAgreement,
    private readonly minutes: HandInMinutes,
    private readonly naming: NameSupplier,
    private readonly readAgreements: ReadAgreements,
  ) {}

  /** @throws AgreementMissing, AgreementClosed */
  addPapers(actor: Actor, projectId: string, dto: ProcurementPapersDto): Promise<AgreementView> {
    return this.database.inTransaction(async (tx) => {
      await this.signing.addProcurementPapers(tx, actor, projectId, dto);
      return this.readAgreements.get(tx, projectId);
    });
  }

  /** @throws AgreementMissing, AgreementClosed, MinutesInFuture */
  handInMinutes(
    actor: Actor,
    projectId: string,
    dto: ProcurementMinutesDto,
  ): Promise<AgreementView> {
    return this.database.inTransaction(async (tx) => {
      await this.minutes.handIn(tx, actor, projectId, dto);
      return this.readAgreements.get(tx, projectId);
    });
  }

  /** @throws as NameSupplier */
  nameSupplier(actor: Actor, projectId: string, dto: NameSupplierDto): Promise<AgreementView> {
    return this.database.inTransaction(async (tx) => {
      await this.naming.afterwards(tx, actor, projectId, dto);
      return this.readAgreements.get(tx, projectId);
    });
  }
}
