import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { operationRow, type Access } from '@vatra/shared/policy/policy';
import type { FastifyRequest } from 'fastify';
import { Config } from '../config/config.js';
import { mayEnter, withAwakeRoles } from './access.js';
import { HttpRefusal } from './app-error.js';
import type { Actor } from '../actor.js';
import { operationOf } from './operation.js';
import { SessionReader } from './session-reader.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The gate before every handler: no policy row, no entry. */
@Injectable()
export class PolicyGuard implements CanActivate {
  private readonly ownOrigin: string;

  constructor(
    private readonly config: Config,
    private readonly sessions: SessionReader,
  ) {
    this.ownOrigin = new URL(config.publicUrl).origin;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const id = operationOf(context.getHandler());
    if (id === undefined) throw new HttpRefusal('http.no-policy');
    const { access } = operationRow(id);
    if (access.kind === 'demo' && !this.config.demo) throw new HttpRefusal('http.not-found');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    this.requireOwnOrigin(request);
    const actor = await this.sessions.actorOf(request);
    request.actor = actor === null ? null : withAwakeRoles(actor);
    requireAccess(access, actor, request.actor);
    return true;
  }

  /** A browser names the page's origin on every unsafe request; another site's page ends here. */
  private requireOwnOrigin({ method, headers }: FastifyRequest): void {
    if (SAFE_METHODS.has(method)) return;
    const { origin, cookie } = headers;
    const isForeign = origin === undefined ? cookie !== undefined : origin !== this.ownOrigin;
    if (isForeign) throw new HttpRefusal('http.foreign-origin');
  }
}

function requireAccess(access: Access, actor: Actor | null, awake: Actor | null): void {
  if (mayEnter(access, awake)) return;
  // A guest donor, too, has to sign in for what is not a gift of theirs.
  if (actor === null || actor.personId === null) throw new HttpRefusal('http.signed-out');
  // The role is there, only the proof is missing: the web leads to the second factor.
  if (mayEnter(access, actor)) throw new HttpRefusal('http.second-factor-needed');
  throw new HttpRefusal('http.forbidden');
}
