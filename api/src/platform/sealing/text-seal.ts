import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/**
 * Texts that rest encrypted (AES-256-GCM) under a key derived from the installation's secret, one for
 * each purpose: a copy of the database alone does not tell them.
 */
export class TextSeal {
  private readonly key: Buffer;

  constructor(secret: string, purpose: string) {
    this.key = derivedKey(secret, purpose);
  }

  seal(text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    const bytes = Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    return `${VERSION}.${bytes.toString('base64url')}`;
  }

  /** @throws SealBroken when the text was changed or sealed under another secret */
  open(sealed: string): string {
    const [version, body] = sealed.split('.');
    if (version !== VERSION || body === undefined) throw new SealBroken('unknown version');
    const bytes = Buffer.from(body, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      throw new SealBroken('the sealed text cannot be opened');
    }
  }
}

/** 256 bits for one purpose, of which the installation's secret is the root. */
export function derivedKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'vatra', purpose, KEY_BYTES));
}
