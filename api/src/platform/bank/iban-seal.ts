import { createHmac } from 'node:crypto';
import { TextSeal, derivedKey } from '../sealing/text-seal.js';

export { SealBroken } from '../sealing/text-seal.js';

/**
 * Account numbers rest encrypted, so that a copy of the database alone does not tell whom the money
 * goes to.
 */
export class IbanSeal {
  private readonly numbers: TextSeal;
  private readonly fingerprintKey: Buffer;

  constructor(secret: string) {
    this.numbers = new TextSeal(secret, 'payee-account-seal');
    this.fingerprintKey = derivedKey(secret, 'payee-account-fingerprint');
  }

  seal(iban: string): string {
    return this.numbers.seal(iban);
  }

  /** @throws SealBroken when the text was changed or sealed under another secret */
  open(sealed: string): string {
    return this.numbers.open(sealed);
  }

  /** Equal for equal account numbers, useless without the secret: finds an account offered twice. */
  fingerprint(iban: string): string {
    return createHmac('sha256', this.fingerprintKey).update(iban).digest('hex');
  }
}
