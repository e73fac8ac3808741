import { createHmac, timingSafeEqual } from 'node:crypto';

const STEP_SECONDS = 30;
const DIGITS = 6;

/** RFC 6238 with SHA-1, 30 seconds and six digits: what every authenticator app speaks. */
export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hmac = createHmac('sha1', secret).update(counter).digest();
  const offset = (hmac.at(-1) ?? 0) & 0x0f;
  const number = (hmac.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS;
  return number.toString().padStart(DIGITS, '0');
}

export function totpStep(at: Date): number {
  return Math.floor(at.getTime() / 1000 / STEP_SECONDS);
}

/** Whether the code is that of a step at most `window` away. Always compares all of them. */
export function isTotpCode(secret: string, code: string, step: number, window: number): boolean {
  const given = Buffer.from(code.padEnd(DIGITS).slice(0, DIGITS));
  let found = false;
  for (let distance = -window; distance <= window; distance += 1) {
    const expected = Buffer.from(totpCode(secret, step + distance));
    found = timingSafeEqual(given, expected) || found;
  }
  return found && code.length === DIGITS;
}
