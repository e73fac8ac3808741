import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../platform/config/config.js';
import { cookieNames, type CookieNames } from './cookies.js';
import { GUEST_SESSION_SECONDS } from './guests.repository.js';
import { GuestsService } from './guests.service.js';

/** The cookie of a guest session: opaque, for half an hour. */
@Injectable()
export class GuestCookies {
  private readonly names: CookieNames;

  constructor(
    config: Config,
    private readonly guests: GuestsService,
  ) {
    this.names = cookieNames(config);
  }

  /** @throws LinkNotValid */
  async open(token: string, reply: FastifyReply): Promise<void> {
    const session = await this.guests.openSession(token);
    void reply.setCookie(this.names.guest, session, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.names.secure,
      maxAge: GUEST_SESSION_SECONDS,
    });
  }

  async close(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const session = request.cookies[this.names.guest];
    if (session === undefined) return;
    await this.guests.closeSession(session);
    void reply.clearCookie(this.names.guest, { path: '/', secure: this.names.secure });
  }
}
