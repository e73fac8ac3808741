import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Bytes from here on would make the first letters of the alphabet likelier than the others. */
const FAIR_BELOW = 256 - (256 % ALPHABET.length);

let pool = Buffer.alloc(0);
let used = 0;

function nextByte(): number {
  if (used >= pool.length) {
    pool = randomBytes(4_096);
    used = 0;
  }
  used += 1;
  return pool[used - 1] ?? 0;
}

export function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    const byte = nextByte();
    if (byte < FAIR_BELOW) text += ALPHABET[byte % ALPHABET.length] ?? '';
  }
  return text;
}

/** The id behind a member that may have been expanded; the book itself keeps ids only. */
export function idOf(reference: string | { readonly id: string } | null | undefined): string {
  return typeof reference === 'string' ? reference : (reference?.id ?? '');
}

/** An id as Stripe writes them: a prefix that tells the kind, then letters and digits. */
export function newId(prefix: string, length = 24): string {
  return `${prefix}_${randomText(length)}`;
}
