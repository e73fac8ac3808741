import { setTimeout as wait } from 'node:timers/promises';
import { newId } from '../book/identifiers.js';
import { contract } from '../contract/contract.js';
import { decodeMembers, decodeNothing, type Decoded } from '../contract/decode.js';
import { parseForm } from '../contract/form.js';
import type { Fault } from '../control/knobs.js';
import type { Emulator } from '../emulator.js';
import {
  accountNotAccessible,
  invalidApiKey,
  keyTooLong,
  missingApiKey,
  rateLimited,
  somethingWentWrong,
  unknownApiVersion,
  unrecognizedUrl,
} from '../errors/request-errors.js';
import { StripeFailure } from '../errors/stripe-failure.js';
import { fingerprintOf, type KeptAnswer } from '../idempotency/keys.js';
import { checkHonoured } from '../resources/honoured.js';
import { headerOf, sendJson, type Exchange } from './exchange.js';
import { expand } from './expand.js';
import { isSilentBefore, spoil, takeFault } from './faults.js';
import { findRoute, type Route } from './routes.js';

const KEY_LENGTH_MAX = 255;

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
  readonly path: string;
}

/** Answers `/v1/*` as Stripe does: who asks, which operation, valid or not, seen before or not, then the work. */
export class Api {
  readonly #emulator: Emulator;
  #inFlight = 0;
  #served = 0;

  constructor(emulator: Emulator) {
    this.#emulator = emulator;
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
      this.#send(exchange, requestId, failureAnswer(error, requestId), {});
    } finally {
      this.#inFlight -= 1;
      this.#served += 1;
    }
  }

  async #answerCall(exchange: Exchange, requestId: string): Promise<void> {
    checkCaller(exchange);
    const route = findRoute(exchange.method, exchange.path);
    if (!route) throw unrecognizedUrl(exchange.method, exchange.path);
    const form = exchange.method === 'POST' ? exchange.body : exchange.query;
    const key = exchange.method === 'POST' ? keyOf(exchange) : null;
    const fingerprint = key === null ? '' : fingerprintOf(form);
    const kept = key === null ? null : this.#emulator.keys.find(key, exchange.path, fingerprint);
    if (kept) {
      this.#replay(exchange, requestId, kept);
      return;
    }
    const params = readParams(route, form);
    await this.#execute(exchange, {
      route,
      params,
      requestId,
      key,
      fingerprint,
      path: exchange.path,
    });
  }

  #replay(exchange: Exchange, requestId: string, kept: KeptAnswer): void {
    this.#send(
      exchange,
      requestId,
      { status: kept.status, body: kept.body, executed: true },
      {
        'idempotency-key': kept.key,
        'idempotent-replayed': 'true',
        'original-request': kept.requestId,
      },
    );
  }

  async #execute(exchange: Exchange, call: ApiCall): Promise<void> {
    const { keys, knobs } = this.#emulator;
    const fault = takeFault(knobs, `${exchange.method} ${exchange.path}`);
    if (fault?.kind === '429') throw rateLimited();
    if (call.key !== null) keys.begin(call.key, call.path, call.fingerprint);
    try {
      if (knobs.latencyMs > 0) await wait(knobs.latencyMs);
      await this.#performAndSend(exchange, call, fault);
    } finally {
      if (call.key !== null) keys.end(call.key);
    }
  }

  async #performAndSend(exchange: Exchange, call: ApiCall, fault: Fault | null): Promise<void> {
    const answer = isSilentBefore(fault) ? null : await this.#perform(call, fault);
    if (spoil(exchange, fault, answer?.body ?? '') || answer === null) return;
    const headers = new Map(call.key === null ? [] : [['idempotency-key', call.key]]);
    this.#send(exchange, call.requestId, answer, Object.fromEntries(headers));
  }

  /** Runs the operation and waits until its changes and its answer are in the journal. */
  async #perform(call: ApiCall, fault: Fault | null): Promise<Answer> {
    const origin = { requestId: call.requestId, idempotencyKey: call.key };
    const { result, commit } = this.#emulator.run(() => this.#attempt(call, fault), origin);
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
    const failed = (): Answer => failureAnswer(somethingWentWrong(), call.requestId);
    if (fault?.kind === '500' && fault.when === 'before') return failed();
    const answer = this.#operate(call);
    return fault?.kind === '500' ? failed() : answer;
  }

  #operate({ route, params, requestId }: ApiCall): Answer {
    const emulator = this.#emulator;
    try {
      const object = route.handler.run({ emulator, id: route.id, params });
      const shown = expand(emulator, object, params['expand']);
      return { status: 200, body: JSON.stringify(shown, null, 2), executed: true };
    } catch (error) {
      if (error instanceof StripeFailure) return failureAnswer(error, requestId);
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

function failureAnswer(failure: StripeFailure, requestId: string): Answer {
  const error = {
    ...failure.body,
    request_log_url: `https://dashboard.stripe.com/test/logs/${requestId}`,
  };
  return {
    status: failure.status,
    body: JSON.stringify({ error }, null, 2),
    executed: failure.executed,
  };
}

function keyOf({ request }: Exchange): string | null {
  const key = headerOf(request, 'idempotency-key');
  if (key !== null && key.length > KEY_LENGTH_MAX) throw keyTooLong();
  return key;
}

function checkCaller({ request }: Exchange): void {
  const authorization = headerOf(request, 'authorization') ?? '';
  const key = authorization.startsWith('Basic ')
    ? Buffer.from(authorization.slice(6), 'base64').toString('utf8').split(':')[0]
    : /^Bearer (.+)$/.exec(authorization)?.[1];
  if (!key) throw missingApiKey();
  if (!/^(sk|rk)_test_\w{3,}$/.test(key)) throw invalidApiKey(key);
  const version = headerOf(request, 'stripe-version');
  if (version !== null && version !== contract.apiVersion) throw unknownApiVersion(version);
  const account = headerOf(request, 'stripe-account') ?? headerOf(request, 'stripe-context');
  if (account !== null) throw accountNotAccessible(account);
}

/** @throws Stripe's refusal, or the emulator's for what it would ignore. */
function readParams({ operation, handler }: Route, form: string): Record<string, Decoded> {
  const tree = parseForm(form);
  const params =
    operation.params === null ? decodeNothing(tree) : decodeMembers(operation.params, tree);
  checkHonoured(handler, params);
  return params;
}
