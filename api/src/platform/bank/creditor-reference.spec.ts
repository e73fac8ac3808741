import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { creditorReference, isCreditorReference, referencesIn } from './creditor-reference.js';

describe('L8: references of ISO 11649', () => {
  it('knows the published examples', () => {
    expect(isCreditorReference('RF18539007547034')).toBe(true);
    expect(isCreditorReference('RF19539007547034')).toBe(false);
    expect(isCreditorReference('RF471234567890')).toBe(true);
  });

  it('has check digits that fit, and each number another reference', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999_999 }), (number) => {
        const reference = creditorReference('T', number);
        expect(isCreditorReference(reference)).toBe(true);
        expect(reference).toHaveLength(15);
        expect(reference).not.toBe(creditorReference('S', number));
      }),
    );
  });

  it('finds it grouped, in small letters and between other words, once', () => {
    const reference = creditorReference('S', 42);
    const grouped = reference.replace(/(.{4})/g, '$1 ').toLowerCase();
    expect(referencesIn(null, `Donatie ${grouped}multumim`, reference)).toEqual([reference]);
  });

  it('takes no reference with one digit mistyped or two digits changed over', () => {
    const reference = creditorReference('T', 1_234_567);
    for (let at = 6; at < reference.length; at += 1) {
      const digit = Number(reference[at]);
      const wrong = reference.slice(0, at) + String((digit + 1) % 10) + reference.slice(at + 1);
      expect(referencesIn(wrong)).toEqual([]);
    }
    expect(referencesIn(reference.replace('1234567', '1324567'))).toEqual([]);
  });
});
