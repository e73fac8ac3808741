import { Body, Controller, Param, Res } from '@nestjs/common';
import { ImportStatementDto } from '@vatra/shared/disbursements/disbursements.dto';
import type {
  PaymentFileView,
  StatementImportView,
} from '@vatra/shared/disbursements/disbursements.views';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { BankFilesService } from './bank-files.service.js';

/** What goes to the bank and what comes back from it. */
@Controller()
export class BankFilesController {
  constructor(private readonly bankFiles: BankFilesService) {}

  @Operation('disbursements.payment-files')
  paymentFiles(): Promise<PaymentFileView[]> {
    return this.bankFiles.listPaymentFiles();
  }

  @Operation('disbursements.payment-file')
  async paymentFile(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const { name, content } = await this.bankFiles.paymentFile(id);
    await reply
      .header('content-type', 'application/xml; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'private, no-store')
      .send(content);
  }

  @Operation('disbursements.import-statement')
  importStatement(
    @CurrentActor() actor: Actor,
    @Body() dto: ImportStatementDto,
  ): Promise<StatementImportView> {
    return this.bankFiles.importStatement(actor, dto);
  }

  @Operation('disbursements.statements')
  statements(): Promise<StatementImportView[]> {
    return this.bankFiles.listStatements();
  }
}
