import type { FastifyRequest } from 'fastify';
import type { Actor } from '../actor.js';

/** Tells who sends a request. The accounts feature is behind it; the platform knows no feature. */
export abstract class SessionReader {
  /** Null for visitors, also with an expired or unknown cookie. */
  abstract actorOf(request: FastifyRequest): Promise<Actor | null>;
}
