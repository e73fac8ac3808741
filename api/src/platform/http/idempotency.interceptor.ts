import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { operationRow } from '@vatra/shared/policy/policy';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { firstValueFrom, of, type Observable } from 'rxjs';
import { beforeEachCommit, Database } from '../database/database.js';
import type { Tx } from '../database/tx.js';
import { newId } from '../ids/ids.js';
import { keepingLease } from '../queue/keep-lease.js';
import { AppError, HttpRefusal } from './app-error.js';
import { ValidationFailed } from './dto.pipe.js';
import {
  IdempotencyRepository,
  type Answer,
  type KeptAnswer,
  type RunOfKey,
} from './idempotency.repository.js';
import { operationOf } from './operation.js';
import { PROBLEM_TYPE, problemOf } from './problem.js';

const KEY = /^[A-Za-z0-9_.-]{16,128}$/;
const GUEST_KEY = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const JSON_TYPE = 'application/json; charset=utf-8';
const SWEEP_EVERY = 200;

/**
 * Ruling 41: a request that creates money or approvals names itself with an Idempotency-Key. The
 * same key with the same content gives the first answer again, byte for byte.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  private begun = 0;

  constructor(
    private readonly database: Database,
    private readonly keys: IdempotencyRepository,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const id = operationOf(context.getHandler());
    if (id === undefined || operationRow(id).idempotencyKey !== true) return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const keyHash = hashOf([keyOf(request), id, request.actor?.personId ?? guestOf(request)]);
    const requestHash = hashOf([request.url, JSON.stringify(request.body ?? null)]);
    const run = { keyHash, runId: newId() };
    const kept = await this.begin(run, requestHash);
    const answer = kept === null ? await this.run(next, reply, run) : replay(kept, requestHash);
    // A Response carries its own status and exact bytes past Nest's own status for the route.
    const headers = { 'content-type': answer.contentType, 'cache-control': 'no-store' };
    return of(new Response(answer.body || null, { status: answer.status, headers }));
  }

  /** Null when this request is the first and may run. */
  private async begin(run: RunOfKey, requestHash: string): Promise<KeptAnswer | null> {
    this.begun += 1;
    return this.database.look(async (tx) => {
      if (this.begun % SWEEP_EVERY === 0) await this.keys.sweep(tx);
      if (await this.keys.begin(tx, run, requestHash)) return null;
      return this.keys.find(tx, run.keyHash);
    });
  }

  private async run(next: CallHandler, reply: FastifyReply, run: RunOfKey): Promise<Answer> {
    const answer = await keepingLease(
      () => this.database.look((tx) => this.keys.renew(tx, run)),
      () =>
        beforeEachCommit(
          (tx) => this.requireOwn(tx, run),
          () => this.answerOf(next, reply, run),
        ),
    );
    await this.database.look((tx) => this.keys.keep(tx, run, answer));
    return answer;
  }

  /** Taken for dead while it slept, a request must not do what another has done in its place. */
  private async requireOwn(tx: Tx, run: RunOfKey): Promise<void> {
    if (!(await this.keys.markEffect(tx, run))) throw new HttpRefusal('http.idempotency-in-flight');
  }

  /**
   * A refusal of the business is an answer too; a wrong form leaves the key free, and so does a failure
   * that came before anything was changed.
   */
  private async answerOf(next: CallHandler, reply: FastifyReply, run: RunOfKey): Promise<Answer> {
    try {
      const value: unknown = await firstValueFrom(next.handle(), { defaultValue: undefined });
      const body = value === undefined ? '' : JSON.stringify(value);
      return { status: reply.statusCode, contentType: JSON_TYPE, body };
    } catch (error) {
      if (!(error instanceof AppError) || error instanceof ValidationFailed) {
        await this.database.look((tx) => this.keys.release(tx, run));
        throw error;
      }
      const problem = problemOf(error, reply.request.id);
      return {
        status: problem.status,
        contentType: PROBLEM_TYPE,
        body: JSON.stringify(problem),
      };
    }
  }
}

function replay(kept: KeptAnswer, requestHash: string): Answer {
  if (kept.requestHash !== requestHash) throw new HttpRefusal('http.idempotency-key-reused');
  const { state, status, contentType, body } = kept;
  if (kept.isAnswerLost) throw new HttpRefusal('http.idempotency-answer-lost');
  if (state === 'running' || status === null || contentType === null) {
    throw new HttpRefusal('http.idempotency-in-flight');
  }
  return { status, contentType, body: body ?? '' };
}

/** @throws HttpRefusal http.idempotency-key-missing, also for a key too short to be anybody's own */
function keyOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key'];
  const isPerson = (request.actor?.personId ?? null) !== null;
  const isRight = typeof key === 'string' && (isPerson ? KEY : GUEST_KEY).test(key);
  if (!isRight) throw new HttpRefusal('http.idempotency-key-missing');
  return key;
}

function guestOf(request: FastifyRequest): string {
  return request.actor?.verifiedEmail ?? 'visitor';
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
