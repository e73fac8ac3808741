import { allocate } from '@vatra/shared/money';
import { poolShares, type PoolPart } from '@vatra/shared/pool-shares';

type Match = Readonly<Record<'leftMinor' | 'spentMinor', number>> & { readonly id: string };

/** Of all matching of a project: what it holds, and by match what rests in disputes or has gone back. */
export interface HeldMatching {
  readonly heldMinor: number;
  readonly frozen: ReadonlyMap<string, number>;
  /** What left the project's own account again (L4). */
  readonly returned: ReadonlyMap<string, number>;
}

/**
 * R62: tranches draw on all matching of a project together, so what it still holds is every match's in
 * proportion. What a dispute has frozen, or has cost already, is a part of the share of that very match,
 * and of no other.
 */
export function unspentShares(matches: readonly Match[], held: HeldMatching): Map<string, number> {
  return poolShares(freeOf(held), partsOf(matches, held));
}

/**
 * R80: by fund, what of a leftover follows its rule now. `given` is what it has had of this project
 * before, when a bank had not decided yet or the authority had not given back: with that, each fund
 * comes to what it would have had of everything at once.
 */
export function leftoverShares(
  matches: readonly (Match & { readonly fundId: string })[],
  held: HeldMatching,
  given: ReadonlyMap<string, number>,
): Map<string, number> {
  const wholeMinor = freeOf(held) + sumOf(given.values());
  const parts = partsOf(matches, held);
  const holding = poolShares(wholeMinor, parts);
  const shares = poolShares(
    wholeMinor,
    byFund(
      matches,
      parts.filter(({ id }) => holding.has(id)),
    ),
  );
  // A cent may have changed sides since; and a cent that is nobody's share is shared as all was.
  const due = [...shares].map(([key, minor]) => {
    return { key, weight: Math.max(0, minor - (given.get(key) ?? 0)) };
  });
  const brought = byFund(matches, parts).map(({ id, broughtMinor }) => {
    return { key: id, weight: broughtMinor };
  });
  return allocated(freeOf(held), due.some(({ weight }) => weight > 0) ? due : brought);
}

/** R82: of what came back after it was paid out, by what each match had given; never more than that. */
export function recoveredShares(
  matches: readonly Match[],
  held: HeldMatching,
): Map<string, number> {
  const shares = allocated(
    freeOf(held),
    matches.map(({ id, leftMinor }) => {
      return { key: id, weight: Math.max(0, leftMinor - (held.frozen.get(id) ?? 0)) };
    }),
  );
  return new Map(
    matches.map(({ id, leftMinor }) => [id, Math.min(leftMinor, shares.get(id) ?? 0)]),
  );
}

/** What is committed and was not marked as paid out. */
export function unspentOf({ leftMinor, spentMinor }: Match): number {
  return leftMinor - spentMinor;
}

function freeOf({ heldMinor, frozen }: HeldMatching): number {
  return Math.max(0, heldMinor - sumOf(frozen.values()));
}

function partsOf(
  matches: readonly Match[],
  { frozen, returned }: Pick<HeldMatching, 'frozen' | 'returned'>,
): PoolPart[] {
  return matches.map((match) => {
    const returnedMinor = returned.get(match.id) ?? 0;
    const takenMinor = returnedMinor + (frozen.get(match.id) ?? 0);
    return { id: match.id, broughtMinor: unspentOf(match) + returnedMinor, takenMinor };
  });
}

function byFund(
  matches: readonly { readonly id: string; readonly fundId: string }[],
  parts: readonly PoolPart[],
): PoolPart[] {
  const fundOf = new Map(matches.map(({ id, fundId }) => [id, fundId]));
  const funds = new Map<string, PoolPart>();
  for (const { id: matchId, broughtMinor, takenMinor } of parts) {
    const id = fundOf.get(matchId) ?? '';
    const known = funds.get(id);
    funds.set(id, {
      id,
      broughtMinor: broughtMinor + (known?.broughtMinor ?? 0),
      takenMinor: takenMinor + (known?.takenMinor ?? 0),
    });
  }
  return [...funds.values()];
}

/** Nothing for anybody when nobody has a part in it. */
function allocated(
  minor: number,
  weights: readonly { readonly key: string; readonly weight: number }[],
): Map<string, number> {
  if (weights.every(({ weight }) => weight === 0)) return new Map();
  return allocate(minor, weights);
}

function sumOf(minors: Iterable<number>): number {
  return [...minors].reduce((sum, minor) => sum + minor, 0);
}
