import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const STEP_MS = 30_000;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A person's authenticator: it never shows a code twice and knows the neighbouring steps. */
export class Authenticator {
  private readonly key: Buffer;
  private readonly used = new Set<number>();

  constructor(secret: string) {
    this.key = fromBase32(secret);
  }

  /** A code not used yet: of this step, the next or the one before; waits when all are used. */
  async freshCode(): Promise<string> {
    for (;;) {
      const now = Math.floor(Date.now() / STEP_MS);
      const step = [now, now + 1, now - 1].find((candidate) => !this.used.has(candidate));
      if (step !== undefined) {
        this.used.add(step);
        return this.codeOf(step);
      }
      await sleep(500);
    }
  }

  /** Codes it can give right now without waiting. */
  get ready(): number {
    const now = Math.floor(Date.now() / STEP_MS);
    return [now - 1, now, now + 1].filter((step) => !this.used.has(step)).length;
  }

  private codeOf(step: number): string {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const digest = createHmac('sha1', this.key).update(counter).digest();
    const offset = (digest.at(-1) ?? 0) & 0xf;
    return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
  }
}

function fromBase32(text: string): Buffer {
  let bits = '';
  for (const letter of text.replace(/=+$/, '').toUpperCase()) {
    bits += BASE32.indexOf(letter).toString(2).padStart(5, '0');
  }
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => parseInt(byte, 2)));
}
