import { Body, Controller, Param, Res } from '@nestjs/common';
import { NameAccountDto } from '@vatra/shared/contributions/refund-claims.dto';
import type {
  RefundClaimMissingView,
  RefundClaimRowView,
  RefundPaymentFileView,
} from '@vatra/shared/contributions/refund-claims.views';
import type { FastifyReply } from 'fastify';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { NameAccount } from './name-account.js';
import { ReadClaims } from './read-claims.js';

@Controller()
export class ClaimsController {
  constructor(
    private readonly claims: ReadClaims,
    private readonly naming: NameAccount,
  ) {}

  @Operation('contributions.accounts-given')
  given(): Promise<RefundClaimRowView[]> {
    return this.claims.given();
  }

  @Operation('contributions.accounts-missing')
  missing(): Promise<RefundClaimMissingView[]> {
    return this.claims.missing();
  }

  /** Answers what still waits for an account. */
  @Operation('contributions.name-account')
  async name(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() dto: NameAccountDto,
  ): Promise<RefundClaimMissingView[]> {
    await this.naming.run(id, dto, actor);
    return this.claims.missing();
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
