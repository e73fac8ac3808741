import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}

/**
 * Account numbers rest encrypted (AES-256-GCM) under a key derived from the installation's secret,
 * so that a copy of the database alone does not tell whom the money goes to.
 */
export class IbanSeal {
  private readonly sealKey: Buffer;
  private readonly fingerprintKey: Buffer;

  constructor(secret: string) {
    this.sealKey = derive(secret, 'payee-account-seal');
    this.fingerprintKey = derive(secret, 'payee-account-fingerprint');
  }

  seal(iban: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.sealKey, nonce);
    const sealed = Buffer.concat([cipher.update(iban, 'utf8'), cipher.final()]);
    const bytes = Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    return `${VERSION}.${bytes.toString('base64url')}`;
  }

  /** @throws SealBroken when the text was changed or sealed under another secret */
  open(sealed: string): string {
    const [version, body] = sealed.split('.');
    if (version !== VERSION || body === undefined) throw new SealBroken('unknown version');
    const bytes = Buffer.from(body, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.sealKey, bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      throw new SealBroken('the account number cannot be opened');
    }
  }

  /** Equal for equal account numbers, useless without the secret: finds an account offered twice. */
  fingerprint(iban: string): string {
    return createHmac('sha256', this.fingerprintKey).update(iban).digest('hex');
  }
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'vatra', purpose, KEY_BYTES));
}
