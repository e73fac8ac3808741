import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '../book/identifiers.js';
import { contract } from '../contract/contract.js';
import type { Decoded } from '../contract/decode.js';
import type { Fault } from '../control/fault.js';
import type { Emulator } from '../emulator.js';
import {
  keyInUse,
  rateLimited,
  somethingWentWrong,
  unrecognizedUrl,
} from '../errors/request-errors.js';
import { StripeFailure } from '../errors/stripe-failure.js';
import { fingerprintOf, type KeptAnswer } from '../idempotency/keys.js';
import { accountOf, checkCaller, keyOf } from './callers.js';
import { sendJson, type Exchange } from './exchange.js';
import { expand } from './expand.js';
import { altered, Faults, isWorkless, spoil } from './faults.js';
import { Holds } from './holds.js';
import { readParams, textOf } from './read-params.js';
import { findRoute, type Route } from './routes.js';

interface Answer {
  readonly status: number;
  readonly body: string;
  /** Whether an idempotency key keeps it. */
  readonly executed: boolean;
}

interface ApiCall {
  readonly route: Route;
  readonly params: Record<string, Decoded>;
  readonly requestId: string;
  readonly key: string | null;
  readonly fingerprint: string;
  /** The key as the caller wrote it. */
  readonly shownKey: string | null;
  readonly path: string;
  /** `POST /v1/refunds`: what faults are ordered for. */
  readonly name: string;
  readonly account: string | null;
}

/** Answers `/v1/*` and `/v2/*` as Stripe does: who asks, which operation, valid or not, seen before or not, then the work. */
export class Api {
  readonly faults: Faults;
  readonly holds = new Holds();
  readonly #emulator: Emulator;
  #inFlight = 0;
  #served = 0;

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
    this.faults = new Faults(emulator.knobs);
  }

  get counts(): { inFlight: number; served: number } {
    return { inFlight: this.#inFlight, served: this.#served };
  }

  async answer(exchange: Exchange): Promise<void> {
    const requestId = newId('req', 14);
    this.#inFlight += 1;
    try {
      await this.#answerCall(exchange, requestId);
    } catch (error) {
      if (!(error instanceof StripeFailure)) throw error;
      this.#send(exchange, requestId, failureAnswer(error, requestId, exchange.path), {});
    } finally {
      this.#inFlight -= 1;
      this.#served += 1;
    }
  }

  async #answerCall(exchange: Exchange, requestId: string): Promise<void> {
    checkCaller(exchange);
    const route = findRoute(exchange.method, exchange.path);
    if (!route) throw unrecognizedUrl(exchange.method, exchange.path);
    const account = accountOf(this.#emulator, exchange);
    const key = scopedKey(exchange, account);
    const fingerprint = key === null ? '' : fingerprintOf(textOf(exchange));
    const kept = key === null ? null : this.#emulator.keys.find(key, exchange.path, fingerprint);
    if (kept) {
      this.#replay(exchange, requestId, kept);
      return;
    }
    const params = readParams(exchange, route, account);
    await this.#execute(exchange, {
      route,
      params,
      requestId,
      key,
      fingerprint,
      shownKey: keyOf(exchange),
      path: exchange.path,
      name: `${exchange.method} ${exchange.path}`,
      account,
    });
  }

  #replay(exchange: Exchange, requestId: string, kept: KeptAnswer): void {
    this.#send(
      exchange,
      requestId,
      { status: kept.status, body: kept.body, executed: true },
      {
        'idempotency-key': keyOf(exchange) ?? '',
        'idempotent-replayed': 'true',
        'original-request': kept.requestId,
      },
    );
  }

  async #execute(exchange: Exchange, call: ApiCall): Promise<void> {
    const { keys } = this.#emulator;
    const fault = this.faults.take(call.name);
    if (fault?.kind === '409') throw keyInUse(call.shownKey ?? '');
    if (fault?.kind === '429') {
      this.#refuseForNow(exchange, call, fault);
      return;
    }
    if (call.key !== null) keys.begin(call.key, call.path, call.fingerprint);
    try {
      await this.#delay(call, fault, 'before');
      await this.#performAndSend(exchange, call, fault);
    } finally {
      if (call.key !== null) keys.end(call.key);
    }
  }

  #refuseForNow(exchange: Exchange, call: ApiCall, { retryAfter }: Fault): void {
    const answer = failureAnswer(rateLimited(), call.requestId, call.path);
    const headers = new Map(retryAfter === null ? [] : [['retry-after', String(retryAfter)]]);
    this.#send(exchange, call.requestId, answer, Object.fromEntries(headers));
  }

  async #delay(call: ApiCall, fault: Fault | null, when: Fault['when']): Promise<void> {
    const latency = when === 'before' ? this.faults.latencyMs(call.name) : 0;
    const ms = latency + (fault?.kind === 'slow' && fault.when === when ? fault.ms : 0);
    if (ms > 0) await wait(ms);
  }

  async #performAndSend(exchange: Exchange, call: ApiCall, fault: Fault | null): Promise<void> {
    if (!(await this.#holds(exchange, call, fault, 'before'))) return;
    const answer = isWorkless(fault) ? null : await this.#perform(call, fault);
    await this.#delay(call, fault, 'after');
    if (!(await this.#holds(exchange, call, fault, 'after'))) return;
    if (spoil(exchange, fault, answer?.body ?? '') || answer === null) return;
    const shown = { ...answer, body: altered(fault, answer.body) };
    const { shownKey } = call;
    this.#send(
      exchange,
      call.requestId,
      shown,
      shownKey === null ? {} : { 'idempotency-key': shownKey },
    );
  }

  /** Resolves to whether the call goes on. */
  async #holds(
    { request }: Exchange,
    { name }: ApiCall,
    fault: Fault | null,
    when: 'before' | 'after',
  ): Promise<boolean> {
    if (fault?.kind !== 'hold' || fault.when !== when) return true;
    return this.holds.hold(name, when, request.socket);
  }

  /** Runs the operation and waits until its changes and its answer are in the journal. */
  async #perform(call: ApiCall, fault: Fault | null): Promise<Answer> {
    const origin = { requestId: call.requestId, idempotencyKey: call.shownKey };
    const { account } = call;
    const { result, commit } = this.#emulator.run(() => this.#attempt(call, fault), {
      ...origin,
      account,
    });
    const isKept = result.executed && (fault?.kind !== '500' || fault.stored);
    if (!isKept || call.key === null) {
      await commit();
      return result;
    }
    const kept = keptAnswer(call, call.key, result);
    await commit({ kept });
    this.#emulator.keys.keep(kept);
    return result;
  }

  #attempt(call: ApiCall, fault: Fault | null): Answer {
    const failed = (): Answer => failureAnswer(somethingWentWrong(), call.requestId, call.path);
    if (fault?.kind === '500' && fault.when === 'before') return failed();
    const answer = this.#operate(call);
    return fault?.kind === '500' ? failed() : answer;
  }

  #operate({ route, params, requestId, path }: ApiCall): Answer {
    const emulator = this.#emulator;
    const [id = '', partId = ''] = route.ids;
    try {
      const object = route.handler.run({ emulator, id, partId, params });
      const shown = expand(emulator, object, params['expand']);
      return { status: 200, body: JSON.stringify(shown, null, 2), executed: true };
    } catch (error) {
      if (error instanceof StripeFailure) return failureAnswer(error, requestId, path);
      throw error;
    }
  }

  #send(
    exchange: Exchange,
    requestId: string,
    answer: Answer,
    headers: Readonly<Record<string, string>>,
  ): void {
    sendJson(exchange.response, answer.status, answer.body, {
      'request-id': requestId,
      'stripe-version': contract.apiVersion,
      ...headers,
    });
  }
}

function keptAnswer(call: ApiCall, key: string, { status, body }: Answer): KeptAnswer {
  const { path: endpoint, fingerprint, requestId } = call;
  return { key, endpoint, fingerprint, atMs: Date.now(), requestId, status, body };
}

/** Keys of one account do not meet those of another. API v2 takes them for deletions, too. */
function scopedKey(exchange: Exchange, account: string | null): string | null {
  const takesKey =
    exchange.method === 'POST' ||
    (exchange.method === 'DELETE' && exchange.path.startsWith('/v2/'));
  const key = takesKey ? keyOf(exchange) : null;
  return key === null || account === null ? key : `${account} ${key}`;
}

/** API v2 names the trouble in `code` alone when the parameters are wrong. */
function bodyOf({ body, executed, status }: StripeFailure, path: string): object {
  const isParameters = body.type === 'invalid_request_error' && !executed && status === 400;
  if (!path.startsWith('/v2/') || !isParameters) return body;
  return {
    code: 'invalid_fields',
    message: body.message,
    ...(body.param && { param: body.param }),
  };
}

function failureAnswer(failure: StripeFailure, requestId: string, path: string): Answer {
  const error = {
    ...bodyOf(failure, path),
    request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
  };
  return {
    status: failure.status,
    body: JSON.stringify({ error }, null, 2),
    executed: failure.executed,
  };
}
