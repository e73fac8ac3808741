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

function readIntent(place: string): KeptIntent | null {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? 'null') as KeptIntent | null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
}
