import { allocate } from '@vatra/shared/money';

type Match = Readonly<Record<'leftMinor' | 'spentMinor', number>> & { readonly id: string };

/** By match, what disputes have frozen of it. */
type Frozen = ReadonlyMap<string, number>;

/**
 * R62: tranches draw on all matching of a project together, so what it still holds is every match's in
 * proportion. What a dispute has frozen is a part of the share of that very match, and of no other.
 */
export function unspentShares(
  matches: readonly Match[],
  heldMinor: number,
  frozen: Frozen,
): Map<string, number> {
  const held = sharedBy(heldMinor, matches, unspentOf);
  return freeShares(matches, heldMinor, frozen, ({ id }) => held.get(id) ?? 0);
}

/** R82: of what came back after it was paid out, by what each match had given; never more than that. */
export function recoveredShares(
  matches: readonly Match[],
  heldMinor: number,
  frozen: Frozen,
): Map<string, number> {
  const shares = freeShares(matches, heldMinor, frozen, ({ leftMinor }) => leftMinor);
  return new Map(
    matches.map(({ id, leftMinor }) => [id, Math.min(leftMinor, shares.get(id) ?? 0)]),
  );
}

/** What is committed and was not marked as paid out. */
export function unspentOf({ leftMinor, spentMinor }: Match): number {
  return leftMinor - spentMinor;
}

function freeShares(
  matches: readonly Match[],
  heldMinor: number,
  frozen: Frozen,
  of: (match: Match) => number,
): Map<string, number> {
  const frozenMinor = [...frozen.values()].reduce((sum, minor) => sum + minor, 0);
  const freeMinor = Math.max(0, heldMinor - frozenMinor);
  return sharedBy(freeMinor, matches, (match) =>
    Math.max(0, of(match) - (frozen.get(match.id) ?? 0)),
  );
}

/** Nothing for anybody when nobody has a part in it. */
function sharedBy(
  minor: number,
  matches: readonly Match[],
  weightOf: (match: Match) => number,
): Map<string, number> {
  const weights = matches.map((match) => ({ key: match.id, weight: weightOf(match) }));
  if (weights.every(({ weight }) => weight === 0)) return new Map();
  return new Map(allocate(minor, weights));
}
