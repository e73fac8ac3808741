import { Injectable } from '@nestjs/common';
import type { ImportStatementDto } from '@vatra/shared/disbursements/disbursements.dto';
import type {
  PaymentFileView,
  StatementImportView,
} from '@vatra/shared/disbursements/disbursements.views';
import type { Actor } from '../../../platform/actor.js';
import { BankTransferRail } from '../../../platform/bank/bank-transfer.rail.js';
import { Database } from '../../../platform/database/database.js';
import { PaymentFileMissing } from '../disbursements.errors.js';
import { PaymentFilesRepository } from '../tranches/payment-files.repository.js';
import { ReadTranches } from '../tranches/read-tranches.js';
import { ImportStatement } from './import-statement.js';

/** What goes to the bank and what comes back from it. */
@Injectable()
export class BankFilesService {
  constructor(
    private readonly database: Database,
    private readonly tranches: ReadTranches,
    private readonly paymentFiles: PaymentFilesRepository,
    private readonly rail: BankTransferRail,
    private readonly statements: ImportStatement,
  ) {}

  listPaymentFiles(): Promise<PaymentFileView[]> {
    return this.database.inTransaction((tx) => this.tranches.paymentFiles(tx));
  }

  /** The XML to hand to the bank. @throws PaymentFileMissing */
  async paymentFile(id: string): Promise<{ name: string; content: Buffer }> {
    const file = await this.database.inTransaction((tx) => this.paymentFiles.find(tx, id));
    if (file === null) throw new PaymentFileMissing();
    const content = await this.rail.read(file);
    return { name: `${file.messageId}.xml`, content };
  }

  /** @throws StatementUnreadable, StatementOfOtherAccount */
  importStatement(actor: Actor, dto: ImportStatementDto): Promise<StatementImportView> {
    return this.statements.run(actor, dto);
  }

  listStatements(): Promise<StatementImportView[]> {
    return this.database.inTransaction((tx) => this.statements.list(tx));
  }
}
