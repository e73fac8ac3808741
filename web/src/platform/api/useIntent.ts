import { ApiUnreachable, isRefusal } from './refusal';

/**
 * One intent of a person, one Idempotency-Key (ruling 41): while nobody has answered for certain, the
 * same body goes out under the same key again; after an answer the next try is a new intent.
 */
export function useIntent() {
  let kept: { readonly body: string; readonly key: string } | null = null;

  return async <Answer>(
    body: object,
    act: (idempotencyKey: string) => Promise<Answer>,
  ): Promise<Answer> => {
    const text = JSON.stringify(body);
    if (kept?.body !== text) kept = { body: text, key: newKey() };
    try {
      const answer = await act(kept.key);
      kept = null;
      return answer;
    } catch (error) {
      if (!isStillOpen(error)) kept = null;
      throw error;
    }
  };
}

function isStillOpen(error: unknown): boolean {
  if (error instanceof ApiUnreachable) return true;
  return isRefusal(error) && (error.status >= 500 || error.code === 'http.idempotency-in-flight');
}

/** A UUIDv4. Not crypto.randomUUID, which a phone on a plain http address of the local network lacks. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
