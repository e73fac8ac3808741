import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  GRIEVANCE_CODE_BYTES,
  grievanceCodeFrom,
  inGroups,
  isGrievanceCode,
  readGrievanceCode,
} from './grievance-code.js';

const bytes = fc.uint8Array({ minLength: GRIEVANCE_CODE_BYTES, maxLength: GRIEVANCE_CODE_BYTES });

describe('R93: the code that opens the answers', () => {
  it('is read back from paper as it was made, whatever the hand did to it', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const code = grievanceCodeFrom(random);
        expect(isGrievanceCode(code)).toBe(true);
        const written = ` ${inGroups(code).toLowerCase().replace(/0/g, 'o').replace(/1/g, 'l')} `;
        expect(readGrievanceCode(written)).toBe(code);
      }),
    );
  });

  it('keeps each of its 130 bits', () => {
    const codes = [...Array(32).keys()].map((value) =>
      grievanceCodeFrom(new Uint8Array(GRIEVANCE_CODE_BYTES).fill(value)),
    );
    expect(new Set(codes).size).toBe(32);
  });

  it.each(['', 'A'.repeat(25), 'A'.repeat(27), 'a'.repeat(26), 'U'.repeat(26), 7, null])(
    'is not %p',
    (value) => {
      expect(isGrievanceCode(value)).toBe(false);
    },
  );

  it('is not made of fewer bytes', () => {
    expect(() => grievanceCodeFrom(new Uint8Array(16))).toThrow();
  });
});
