import { Injectable } from '@nestjs/common';
import type {
  AddPayeeAccountDto,
  ApproveTrancheDto,
  PrepareTrancheDto,
  SignAgreementDto,
  VerifyPayeeAccountDto,
} from '@vatra/shared/disbursements/disbursements.dto';
import type {
  AgreementRowView,
  AgreementView,
  PayeeAccountView,
  TrancheSheetView,
  TrancheView,
} from '@vatra/shared/disbursements/disbursements.views';
import type { PurposeChangeView } from '@vatra/shared/disbursements/purpose-changes.views';
import type { Actor } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { ReadAgreements } from './agreements/read-agreements.js';
import { SignAgreement } from './agreements/sign-agreement.js';
import { ChangePayee } from './payees/change-payee.js';
import { ReadPayees } from './payees/read-payees.js';
import { ReadPurpose } from './purpose/read-purpose.js';
import { ApproveTranche } from './tranches/approve-tranche.js';
import { PrepareTranche } from './tranches/prepare-tranche.js';
import { ReadTranches } from './tranches/read-tranches.js';

/** From the agreement to the last tranche: who is paid, under which conditions, by whose hands. */
@Injectable()
export class DisbursementsService {
  constructor(
    private readonly database: Database,
    private readonly payees: ChangePayee,
    private readonly readPayees: ReadPayees,
    private readonly signing: SignAgreement,
    private readonly readAgreements: ReadAgreements,
    private readonly makers: PrepareTranche,
    private readonly checkers: ApproveTranche,
    private readonly readTranches: ReadTranches,
    private readonly readPurpose: ReadPurpose,
  ) {}

  addPayee(
    actor: Actor,
    organisationId: string,
    dto: AddPayeeAccountDto,
  ): Promise<PayeeAccountView> {
    return this.database.inTransaction(async (tx) => {
      const id = await this.payees.add(tx, actor, organisationId, dto);
      return this.readPayees.get(tx, id);
    });
  }

  verifyPayee(actor: Actor, id: string, dto: VerifyPayeeAccountDto): Promise<PayeeAccountView> {
    return this.database.inTransaction(async (tx) => {
      await this.payees.decide(tx, actor, id, dto);
      return this.readPayees.get(tx, id);
    });
  }

  payeesOf(actor: Actor, organisationId: string): Promise<PayeeAccountView[]> {
    return this.database.inTransaction((tx) => this.readPayees.of(tx, actor, organisationId));
  }

  payeeQueue(): Promise<PayeeAccountView[]> {
    return this.database.inTransaction((tx) => this.readPayees.queue(tx));
  }

  agreement(projectId: string): Promise<AgreementView> {
    return this.database.inTransaction((tx) => this.readAgreements.get(tx, projectId));
  }

  agreementQueue(): Promise<AgreementRowView[]> {
    return this.database.inTransaction((tx) => this.readAgreements.queue(tx));
  }

  signAgreement(actor: Actor, projectId: string, dto: SignAgreementDto): Promise<AgreementView> {
    return this.database.inTransaction(async (tx) => {
      await this.signing.sign(tx, actor, projectId, dto);
      return this.readAgreements.get(tx, projectId);
    });
  }

  ofProject(actor: Actor, projectId: string): Promise<TrancheView[]> {
    return this.database.inTransaction((tx) => this.readTranches.ofProject(tx, projectId, actor));
  }

  queue(actor: Actor): Promise<TrancheView[]> {
    return this.database.inTransaction((tx) => this.readTranches.queue(tx, actor));
  }

  sheet(actor: Actor, id: string): Promise<TrancheSheetView> {
    return this.database.inTransaction((tx) => this.readTranches.sheet(tx, actor, id));
  }

  prepare(actor: Actor, id: string, dto: PrepareTrancheDto): Promise<TrancheSheetView> {
    return this.database.inTransaction(async (tx) => {
      await this.makers.prepare(tx, actor, id, dto);
      return this.readTranches.sheet(tx, actor, id);
    });
  }

  approve(actor: Actor, id: string, dto: ApproveTrancheDto): Promise<TrancheSheetView> {
    return this.database.inTransaction(async (tx) => {
      await this.checkers.approve(tx, actor, id, dto);
      return this.readTranches.sheet(tx, actor, id);
    });
  }

  /** What has reached authorities, over all projects. */
  disbursedTotal(tx: Tx): Promise<number> {
    return this.readTranches.confirmedTotal(tx);
  }

  /** For public pages: null before there is one. */
  agreementOf(tx: Tx, projectId: string): Promise<AgreementView | null> {
    return this.readAgreements.find(tx, projectId);
  }

  /** R78, for public pages: newest first. */
  purposeChangesOf(tx: Tx, projectId: string): Promise<PurposeChangeView[]> {
    return this.readPurpose.viewsOf(tx, projectId, null);
  }

  /** For public pages: without what only insiders need. */
  tranchesOf(tx: Tx, projectId: string): Promise<TrancheView[]> {
    return this.readTranches.ofProject(tx, projectId, null);
  }
}
