import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../actor.js';
import { HttpRefusal } from './app-error.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, set by the policy guard: person, guest donor, or null for a visitor. */
    actor?: Actor | null;
    /** The bytes as they came, kept for signed webhooks only. */
    rawBody?: Buffer;
  }
}

/** The person or guest donor who asks; visitors are refused with 401. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const actor = context.switchToHttp().getRequest<FastifyRequest>().actor;
  if (actor === undefined || actor === null) throw new HttpRefusal('http.signed-out');
  return actor;
});

/** As CurrentActor on routes for everybody: null for a visitor. */
export const MaybeActor = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor | null =>
    context.switchToHttp().getRequest<FastifyRequest>().actor ?? null,
);
