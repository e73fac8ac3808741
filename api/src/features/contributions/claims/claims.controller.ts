import { Controller, Param, Res } from '@nestjs/common';
import type {
  RefundClaimRowView,
  RefundPaymentFileView,
} from '@vatra/shared/contributions/refund-claims.views';
import type { FastifyReply } from 'fastify';
import { Operation } from '../../../platform/http/operation.js';
import { ReadClaims } from './read-claims.js';

@Controller()
export class ClaimsController {
  constructor(private readonly claims: ReadClaims) {}

  @Operation('contributions.accounts-given')
  given(): Promise<RefundClaimRowView[]> {
    return this.claims.given();
  }

  @Operation('contributions.refund-files')
  files(): Promise<RefundPaymentFileView[]> {
    return this.claims.listFiles();
  }

  @Operation('contributions.refund-file')
  async file(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const { name, content } = await this.claims.file(id);
    await reply
      .header('content-type', 'application/xml; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'private, no-store')
      .send(content);
  }
}
