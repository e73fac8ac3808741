import type { Forgery } from '../control/knobs.js';
import { signatureHeader } from './signature.js';

const HOUR_MS = 3_600_000;

export interface Signed {
  readonly payload: string;
  readonly signature: string | null;
}

/** A message as Stripe signs it, or signed wrongly in one of the ways a receiver has to notice. */
export function signed(
  payload: string,
  secrets: readonly string[],
  forgery: Forgery | null,
): Signed {
  const nowMs = Date.now();
  switch (forgery) {
    case null:
      return { payload, signature: signatureHeader(payload, secrets, nowMs) };
    case 'wrong_secret':
      return { payload, signature: signatureHeader(payload, ['whsec_not_the_secret'], nowMs) };
    case 'missing':
      return { payload, signature: null };
    case 'altered_body':
      return {
        payload: JSON.stringify(JSON.parse(payload)),
        signature: signatureHeader(payload, secrets, nowMs),
      };
    case 'expired':
      return { payload, signature: signatureHeader(payload, secrets, nowMs - HOUR_MS) };
    case 'future':
      return { payload, signature: signatureHeader(payload, secrets, nowMs + HOUR_MS) };
  }
}
