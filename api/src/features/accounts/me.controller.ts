import { Body, Controller, Req, Res } from '@nestjs/common';
import { EnrolSecondFactorDto, SecondFactorDto } from '@vatra/shared/accounts/accounts.dto';
import type {
  DutyView,
  MeView,
  SecondFactorEnrolmentView,
} from '@vatra/shared/accounts/accounts.views';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../../platform/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { Operation } from '../../platform/http/operation.js';
import { AccountsService } from './accounts.service.js';
import { AuthFlows } from './auth-flows.js';
import { MyDuties } from './my-duties.js';

/** The signed-in person about themselves. */
@Controller()
export class MeController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly duties: MyDuties,
    private readonly flows: AuthFlows,
  ) {}

  @Operation('accounts.me')
  me(@CurrentActor() actor: Actor): Promise<MeView> {
    return this.accounts.me(actor);
  }

  @Operation('accounts.my-duties')
  myDuties(@CurrentActor() actor: Actor): Promise<DutyView[]> {
    return this.duties.of(actor);
  }

  @Operation('accounts.enrol-second-factor')
  async enrol(
    @Body() { password }: EnrolSecondFactorDto,
    @Req() request: FastifyRequest,
  ): Promise<SecondFactorEnrolmentView> {
    const { totpURI, backupCodes } = await this.flows.enrol(request.headers.cookie ?? '', password);
    const secret = new URL(totpURI).searchParams.get('secret') ?? '';
    return { otpauthUri: totpURI, secret, backupCodes };
  }

  @Operation('accounts.confirm-second-factor')
  async confirm(
    @Body() { code }: SecondFactorDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ secondFactor: 'enrolled' }> {
    const { cookies } = await this.flows.verifyCode(request.headers.cookie ?? '', code);
    if (cookies.length > 0) void reply.header('set-cookie', [...cookies]);
    return { secondFactor: 'enrolled' };
  }
}
