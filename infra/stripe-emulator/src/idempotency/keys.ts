import { createHash } from 'node:crypto';
import {
  keyInUse,
  sameKeyOtherEndpoint,
  sameKeyOtherParameters,
} from '../errors/request-errors.js';

/** The first answer given under a key, kept for 24 hours of recorded time. */
export interface KeptAnswer {
  readonly key: string;
  readonly endpoint: string;
  readonly fingerprint: string;
  readonly atMs: number;
  readonly requestId: string;
  readonly status: number;
  readonly body: string;
}

interface InFlight {
  readonly endpoint: string;
  readonly fingerprint: string;
}

const KEPT_MS = 24 * 60 * 60 * 1000;

export function fingerprintOf(form: string): string {
  const sorted = form.split('&').sort().join('&');
  return createHash('sha1').update(sorted).digest('base64');
}

/** Answers by idempotency key. A Map keeps the order of arrival, so that the oldest are found first. */
export class IdempotencyKeys {
  readonly #kept = new Map<string, KeptAnswer>();
  readonly #inFlight = new Map<string, InFlight>();

  /**
   * The kept answer of an earlier request, or null when this one is the first.
   * @throws when the key was used for something else, or is being used right now.
   */
  find(key: string, endpoint: string, fingerprint: string): KeptAnswer | null {
    // What a connected account's keys begin with is no part of what its caller sent.
    const shown = key.replace(/^acct_\w+ /, '');
    this.#prune();
    const kept = this.#kept.get(key) ?? null;
    const first = kept ?? this.#inFlight.get(key);
    if (!first) return null;
    if (first.endpoint !== endpoint) throw sameKeyOtherEndpoint(shown, first.endpoint, endpoint);
    if (first.fingerprint !== fingerprint) throw sameKeyOtherParameters(shown);
    if (!kept) throw keyInUse(shown);
    return kept;
  }

  begin(key: string, endpoint: string, fingerprint: string): void {
    this.#inFlight.set(key, { endpoint, fingerprint });
  }

  end(key: string): void {
    this.#inFlight.delete(key);
  }

  keep(answer: KeptAnswer): void {
    if (answer.atMs + KEPT_MS < Date.now()) return;
    this.#kept.delete(answer.key);
    this.#kept.set(answer.key, answer);
  }

  /** Forgets every key, as 24 hours would. */
  clear(): void {
    this.#kept.clear();
  }

  get size(): number {
    return this.#kept.size;
  }

  #prune(): void {
    const before = Date.now() - KEPT_MS;
    for (const [key, answer] of this.#kept) {
      if (answer.atMs >= before) return;
      this.#kept.delete(key);
    }
  }
}
