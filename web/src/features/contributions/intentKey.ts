import { codeOf } from '../../platform/api/refusal';

interface KeptIntent {
  readonly body: string;
  readonly key: string;
}

/**
 * One wish, one key: sending the same wish again, after a reload too, carries the same
 * Idempotency-Key, so that it can never become two payments. A changed wish gets a new key.
 */
export function intentKey(name: string, body: unknown): string {
  const place = `vatra.intent.${name}`;
  const text = JSON.stringify(body);
  const kept = readIntent(place);
  if (kept?.body === text) return kept.key;
  const key = crypto.randomUUID();
  sessionStorage.setItem(place, JSON.stringify({ body: text, key } satisfies KeptIntent));
  return key;
}

export function forgetIntent(name: string): void {
  sessionStorage.removeItem(`vatra.intent.${name}`);
}

/**
 * Sends a wish under its key. When the answer got lost on the way, nobody has seen the page to pay on,
 * and it is sent once more as a new wish: the first one ends unpaid.
 */
export async function sendIntent<Answer>(
  name: string,
  body: unknown,
  send: (key: string) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await send(intentKey(name, body));
  } catch (error) {
    if (codeOf(error) !== 'http.idempotency-answer-lost') throw error;
    forgetIntent(name);
    return send(intentKey(name, body));
  }
}

function readIntent(place: string): KeptIntent | null {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? 'null') as KeptIntent | null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
}
