import { describe, expect, it } from '@jest/globals';
import { leftoverGoes } from './leftover.policy.js';

describe('R80: where a leftover goes', () => {
  it.each(['reserve', 'project', 'return'] as const)(
    'R80: as the campaign published it (%s), when it is neither small nor a hundredth of the grant',
    (promised) => {
      expect(leftoverGoes(5_001, 500_000, promised)).toBe(promised);
      expect(leftoverGoes(10_001, 1_000_000, promised)).toBe(promised);
    },
  );

  it('R80: up to EUR 50, or up to one per cent of the grant, it is kept for repairs', () => {
    expect(leftoverGoes(5_000, 6_000, 'return')).toBe('reserve');
    expect(leftoverGoes(10_000, 1_000_000, 'project')).toBe('reserve');
  });
});
