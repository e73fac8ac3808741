import { Body, Controller, Res } from '@nestjs/common';
import { GuestLinkDto, GuestTokenDto } from '@vatra/shared/accounts/accounts.dto';
import type { FastifyReply } from 'fastify';
import { Operation } from '../../platform/http/operation.js';
import { GuestCookies } from './guest-cookies.js';
import { GuestsService } from './guests.service.js';

@Controller()
export class GuestsController {
  constructor(
    private readonly guests: GuestsService,
    private readonly cookies: GuestCookies,
  ) {}

  @Operation('accounts.open-guest-session')
  async open(
    @Body() { token }: GuestTokenDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ next: 'my-gifts' }> {
    await this.cookies.open(token, reply);
    return { next: 'my-gifts' };
  }

  @Operation('accounts.request-guest-link', { status: 202 })
  async requestLink(@Body() { email, locale }: GuestLinkDto): Promise<{ next: 'mail' }> {
    await this.guests.sendLink(email, locale ?? 'ro');
    return { next: 'mail' };
  }
}
