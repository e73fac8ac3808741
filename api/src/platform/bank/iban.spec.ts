import { describe, expect, it } from '@jest/globals';
import { IbanSeal, SealBroken } from './iban-seal.js';
import { isIban, maskIban } from './iban.js';

const IBAN = 'MD24AG000225100013104168';

describe('account numbers', () => {
  it('are accepted with right check digits only', () => {
    expect(isIban(IBAN)).toBe(true);
    expect(isIban('MD25AG000225100013104168')).toBe(false);
    expect(isIban('md24ag000225100013104168')).toBe(false);
    expect(isIban('MD24 AG00 0225')).toBe(false);
  });

  it('leave masked: country and last four characters', () => {
    expect(maskIban(IBAN)).toBe('MD…4168');
  });

  it('rest sealed and open only unchanged, under the same secret', () => {
    const seal = new IbanSeal('a-secret-of-thirty-two-characters!');
    const sealed = seal.seal(IBAN);
    expect(sealed).not.toContain('104168');
    expect(seal.open(sealed)).toBe(IBAN);
    expect(seal.seal(IBAN)).not.toBe(sealed);
    // The last character carries unused bits, the first after the version only bits that count.
    const at = sealed.indexOf('.') + 1;
    const flipped = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
    expect(() => seal.open(flipped)).toThrow(SealBroken);
    expect(() => new IbanSeal('another-secret-of-thirty-two-char').open(sealed)).toThrow(
      SealBroken,
    );
  });

  it('have equal fingerprints when they are equal', () => {
    const seal = new IbanSeal('a-secret-of-thirty-two-characters!');
    expect(seal.fingerprint(IBAN)).toBe(seal.fingerprint(IBAN));
    expect(seal.fingerprint(IBAN)).not.toBe(seal.fingerprint('DE89370400440532013000'));
  });
});
