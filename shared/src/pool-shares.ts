import { allocate } from './money.js';

/** What one brought to a pool, and what of it has been taken away from that one alone. */
export interface PoolPart {
  readonly id: string;
  readonly broughtMinor: number;
  /** At most what of it had not been paid out by then. */
  readonly takenMinor: number;
}

/**
 * By part, what it still has in a pool that is paid out from all parts alike: largest remainder, so
 * that the shares add up to what is held, and nobody has more than it brought. What was taken of one
 * part was a piece of what was left of that very part:
 *
 *     share = (held + taken of all) x brought / brought by all - taken of the part
 *
 * A part of which all that was left has been taken is left out, with its place in the sums: a cent
 * more is only the rounding of what was taken, as long as the others can have had it.
 */
export function poolShares(heldMinor: number, parts: readonly PoolPart[]): Map<string, number> {
  const takenMinor = sumOf(parts, (part) => part.takenMinor);
  const broughtMinor = sumOf(parts, (part) => part.broughtMinor);
  const whole = allocate(
    Math.min(heldMinor + takenMinor, broughtMinor),
    parts.map((part) => ({ key: part.id, weight: part.broughtMinor })),
  );
  const shareOf = (part: PoolPart): number => (whole.get(part.id) ?? 0) - part.takenMinor;
  const withMoreThan = (minor: number): PoolPart[] =>
    parts.filter((part) => part.takenMinor === 0 || shareOf(part) > minor);
  const clear = withMoreThan(1);
  const canHaveAll = sumOf(clear, (part) => part.broughtMinor - part.takenMinor) >= heldMinor;
  const left = canHaveAll ? clear : withMoreThan(0);
  if (left.length < parts.length) return poolShares(heldMinor, left);
  return new Map(parts.map((part) => [part.id, shareOf(part)]));
}

function sumOf(parts: readonly PoolPart[], of: (part: PoolPart) => number): number {
  return parts.reduce((sum, part) => sum + of(part), 0);
}
