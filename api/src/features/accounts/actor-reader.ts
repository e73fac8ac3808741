import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../platform/actor.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { SessionReader } from '../../platform/http/session-reader.js';
import { AccountsRepository } from './accounts.repository.js';
import { AuthFlows, type OpenSession } from './auth-flows.js';
import { cookieNames, type CookieNames } from './cookies.js';
import { GuestsService } from './guests.service.js';

/** Reads the roles anew for each request: a role that was given or ended counts at once. */
@Injectable()
export class ActorReader extends SessionReader {
  private readonly names: CookieNames;

  constructor(
    config: Config,
    private readonly database: Database,
    private readonly flows: AuthFlows,
    private readonly accounts: AccountsRepository,
    private readonly guests: GuestsService,
  ) {
    super();
    this.names = cookieNames(config);
  }

  override async actorOf(request: FastifyRequest): Promise<Actor | null> {
    const { [this.names.session]: person, [this.names.guest]: guest } = request.cookies;
    const session = await this.sessionOf(request, person);
    if (session !== null) return this.personOf(session);
    return guest === undefined ? null : this.guestOf(guest);
  }

  /** The open session of a request, for verbs about the session itself. */
  async sessionOf(
    request: FastifyRequest,
    cookie = request.cookies[this.names.session],
  ): Promise<OpenSession | null> {
    return cookie === undefined ? null : this.flows.sessionOf(request.headers.cookie ?? '');
  }

  private personOf(session: OpenSession): Promise<Actor | null> {
    return this.database.look(async (tx) => {
      const person = await this.accounts.find(tx, session.personId);
      if (person === null) return null;
      const memberships = await this.accounts.membershipsOf(tx, person);
      return {
        personId: person.id,
        name: person.name,
        platformRoles: person.platformRoles,
        memberships: memberships
          .filter(({ state }) => state === 'confirmed')
          .map(({ organisationId, roles, voting }) => ({ organisationId, roles, voting })),
        secondFactor: (await this.accounts.secondFactorAt(tx, session.id)) !== null,
        verifiedEmail: person.email,
      };
    });
  }

  private async guestOf(token: string): Promise<Actor | null> {
    const email = await this.guests.emailOfSession(token);
    if (email === null) return null;
    return {
      personId: null,
      name: '',
      platformRoles: [],
      memberships: [],
      secondFactor: false,
      verifiedEmail: email,
    };
  }
}
