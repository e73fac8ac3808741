import { describe, expect, it } from '@jest/globals';
import { isTotpCode, totpCode, totpStep } from './totp.js';

/** The secret of RFC 6238, appendix B; its codes are the last six of the eight digits there. */
const SECRET = '12345678901234567890';

describe('a time-based code', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at %d seconds is %s', (seconds, code) => {
    expect(totpCode(SECRET, totpStep(new Date(seconds * 1000)))).toBe(code);
  });

  it('is accepted one step early or late and no further', () => {
    const step = totpStep(new Date(1_111_111_109_000));
    const accepted = [-2, -1, 0, 1, 2].map((away) => isTotpCode(SECRET, '081804', step + away, 1));
    expect(accepted).toEqual([false, true, true, true, false]);
  });

  it.each(['', '28708', '2870820', '287O82', '287082 '])('is not "%s"', (code) => {
    expect(isTotpCode(SECRET, code, 2, 1)).toBe(false);
  });
});
