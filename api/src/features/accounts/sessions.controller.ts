import { Body, Controller, Req, Res } from '@nestjs/common';
import {
  PasswordResetDto,
  PasswordResetRequestDto,
  SecondFactorDto,
  SignInDto,
  SignUpDto,
  VerifyEmailDto,
} from '@vatra/shared/accounts/accounts.dto';
import type { EmailVerifiedView, SignInView } from '@vatra/shared/accounts/accounts.views';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Operation } from '../../platform/http/operation.js';
import { ActorReader } from './actor-reader.js';
import { AuthFlows } from './auth-flows.js';
import { GuestCookies } from './guest-cookies.js';
import { SecondFactorsService } from './second-factors.service.js';

/** One verb for each flow of the sign-in library; its own routes do not exist here (ruling 39). */
@Controller()
export class SessionsController {
  constructor(
    private readonly flows: AuthFlows,
    private readonly actors: ActorReader,
    private readonly factors: SecondFactorsService,
    private readonly guests: GuestCookies,
  ) {}

  @Operation('accounts.sign-up', { status: 202 })
  async signUp(@Body() body: SignUpDto): Promise<{ next: 'verify-email' }> {
    await this.flows.signUp(body);
    return { next: 'verify-email' };
  }

  @Operation('accounts.verify-email')
  async verifyEmail(
    @Body() { token }: VerifyEmailDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EmailVerifiedView> {
    const cookies = await this.flows.verifyEmail(token);
    setCookies(reply, cookies);
    return { next: cookies.length > 0 ? 'signed-in' : 'sign-in' };
  }

  @Operation('accounts.sign-in')
  async signIn(
    @Body() { email, password }: SignInDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInView> {
    const { body, cookies } = await this.flows.signIn(email, password);
    setCookies(reply, cookies);
    return { next: body.twoFactorRedirect === true ? 'second-factor' : 'signed-in' };
  }

  @Operation('accounts.second-factor')
  async secondFactor(
    @Body() { code }: SecondFactorDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInView> {
    const session = await this.actors.sessionOf(request);
    if (session === null) {
      const { cookies } = await this.flows.verifyCode(request.headers.cookie ?? '', code);
      setCookies(reply, cookies);
    } else await this.factors.stepUp(session.personId, session.id, code);
    return { next: 'signed-in' };
  }

  @Operation('accounts.sign-out', { status: 204 })
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    setCookies(reply, await this.flows.signOut(request.headers.cookie ?? ''));
    await this.guests.close(request, reply);
  }

  @Operation('accounts.request-password-reset', { status: 202 })
  async requestReset(@Body() { email }: PasswordResetRequestDto): Promise<{ next: 'mail' }> {
    await this.flows.requestReset(email);
    return { next: 'mail' };
  }

  @Operation('accounts.reset-password')
  async resetPassword(@Body() { token, password }: PasswordResetDto): Promise<{ next: 'sign-in' }> {
    await this.flows.resetPassword(token, password);
    return { next: 'sign-in' };
  }
}

function setCookies(reply: FastifyReply, cookies: readonly string[]): void {
  if (cookies.length > 0) void reply.header('set-cookie', [...cookies]);
}
