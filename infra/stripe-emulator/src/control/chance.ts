import { createHash } from 'node:crypto';

const RANGE = 2 ** 32;

/**
 * A number from 0 up to 1 for one question. It depends on the seed and on what is asked about, never on when it is
 * asked: two runs that make the same calls meet the same trouble, however their timing differs.
 */
export function chance(seed: number, ...question: readonly (string | number)[]): number {
  const digest = createHash('sha256')
    .update([seed, ...question].join('|'))
    .digest();
  return digest.readUInt32BE(0) / RANGE;
}
