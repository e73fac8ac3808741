import { Injectable } from '@nestjs/common';
import type {
  AddPayeeAccountDto,
  ApproveTrancheDto,
  ImportStatementDto,
  PrepareTrancheDto,
  ProcurementPapersDto,
  SignAgreementDto,
  VerifyPayeeAccountDto,
} from '@vatra/shared/disbursements/disbursements.dto';
import type {
  AgreementRowView,
  AgreementView,
  PayeeAccountView,
  PaymentFileView,
  StatementImportView,
  TrancheSheetView,
  TrancheView,
} from '@vatra/shared/disbursements/disbursements.views';
import type { Actor } from '../../platform/actor.js';
import { BankTransferRail } from '../../platform/bank/bank-transfer.rail.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { ReadAgreements } from './agreements/read-agreements.js';
import { SignAgreement } from './agreements/sign-agreement.js';
import { PaymentFileMissing } from './disbursements.errors.js';
import { ChangePayee } from './payees/change-payee.js';
import { ReadPayees } from './payees/read-payees.js';
import { ApproveTranche } from './tranches/approve-tranche.js';
import { PaymentFilesRepository } from './tranches/payment-files.repository.js';
import { PrepareTranche } from './tranches/prepare-tranche.js';
import { ReadTranches } from './tranches/read-tranches.js';
import { ImportStatement } from './statements/import-statement.js';

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
    private readonly paymentFiles: PaymentFilesRepository,
    private readonly rail: BankTransferRail,
    private readonly statements: ImportStatement,
  ) {}

  addPayee(
    actor: Actor,
    organisationId: string,
    dto: AddPayeeAccountDto,
  ): Promise<PayeeAccountView[]> {
    return this.database.inTransaction(async (tx) => {
      await this.payees.add(tx, actor, organisationId, dto);
      return this.readPayees.of(tx, actor, organisationId);
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

  addProcurementPapers(
    actor: Actor,
    projectId: string,
    dto: ProcurementPapersDto,
  ): Promise<AgreementView> {
    return this.database.inTransaction(async (tx) => {
      await this.signing.addProcurementPapers(tx, actor, projectId, dto);
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

  /** @throws StatementUnreadable, StatementOfOtherAccount */
  importStatement(actor: Actor, dto: ImportStatementDto): Promise<StatementImportView> {
    return this.statements.run(actor, dto);
  }

  listStatements(): Promise<StatementImportView[]> {
    return this.database.inTransaction((tx) => this.statements.list(tx));
  }

  listPaymentFiles(): Promise<PaymentFileView[]> {
    return this.database.inTransaction((tx) => this.readTranches.paymentFiles(tx));
  }

  /** The XML to hand to the bank. @throws PaymentFileMissing */
  async paymentFile(id: string): Promise<{ name: string; content: Buffer }> {
    const file = await this.database.inTransaction((tx) => this.paymentFiles.find(tx, id));
    if (file === null) throw new PaymentFileMissing();
    const content = await this.rail.read(file);
    return { name: `${file.messageId}.xml`, content };
  }

  /** For public pages: null before there is one. */
  agreementOf(tx: Tx, projectId: string): Promise<AgreementView | null> {
    return this.readAgreements.find(tx, projectId);
  }

  /** For public pages: without what only insiders need. */
  tranchesOf(tx: Tx, projectId: string): Promise<TrancheView[]> {
    return this.readTranches.ofProject(tx, projectId, null);
  }
}
