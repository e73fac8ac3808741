import { Injectable } from '@nestjs/common';
import type {
  ProcurementMinutesDto,
  ProcurementPapersDto,
} from '@vatra/shared/disbursements/disbursements.dto';
import type { AgreementView } from '@vatra/shared/disbursements/disbursements.views';
import type { Actor } from '../../../platform/actor.js';
import { Database } from '../../../platform/database/database.js';
import { ReadAgreements } from '../agreements/read-agreements.js';
import { SignAgreement } from '../agreements/sign-agreement.js';
import { HandInMinutes } from './hand-in-minutes.js';

/** What the authority shows of its purchases: the plan before the first tranche, the choices before the second. */
@Injectable()
export class ProcurementService {
  constructor(
    private readonly database: Database,
    private readonly signing: SignAgreement,
    private readonly minutes: HandInMinutes,
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
}
