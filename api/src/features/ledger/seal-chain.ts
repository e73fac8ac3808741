import { createHash } from 'node:crypto';

/** One line as it is sealed: [number, account code, subject id, signed minor, original minor, currency]. */
export type SealedLine = readonly [number, string, string, number, number | null, string | null];

/** Everything of an entry that its seal covers. */
export interface SealableEntry {
  readonly id: string;
  readonly kind: string;
  readonly projectId: string | null;
  readonly valueDate: string;
  /** UTC with microseconds, as text: no clock arithmetic may change it. */
  readonly bookedAt: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly lines: readonly SealedLine[];
  readonly purposeKey: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly actorId: string | null;
  readonly actorRole: string;
  readonly reason: string | null;
  readonly reverses: string | null;
}

export interface Seal {
  readonly position: number;
  readonly entryId: string;
  readonly prevHash: Buffer;
  readonly hash: Buffer;
}

/** An entry read together with its seal. */
export interface SealedEntry extends SealableEntry {
  readonly position: string;
  readonly prevHash: Buffer;
  readonly hash: Buffer;
}

/** What stands before the first entry. */
export const GENESIS_HASH = Buffer.alloc(32);

const FORMAT = 'vatra-ledger-1';

/** Hash of the parts the public does not see; it stands in their place in the sealed text. */
export function privateDigest(entry: SealableEntry): string {
  const hidden = [
    entry.purposeKey,
    entry.subjectKind,
    entry.subjectId,
    entry.actorId,
    entry.actorRole,
    entry.reason,
    entry.reverses,
  ];
  return createHash('sha256').update(JSON.stringify(hidden)).digest('hex');
}

/** The one text of an entry at its place in the chain; public but for the digest of its private part. */
export function canonicalText(position: number, entry: SealableEntry): string {
  const facts = Object.entries(entry.facts).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    FORMAT,
    position,
    entry.id,
    entry.kind,
    entry.projectId,
    entry.valueDate,
    entry.bookedAt,
    facts,
    entry.lines,
    privateDigest(entry),
  ]);
}

export function chainHash(prevHash: Buffer, canonical: string): Buffer {
  return createHash('sha256').update(prevHash).update(canonical, 'utf8').digest();
}

/** Seals the entries one after the other behind the last seal. */
export function chain(
  last: { readonly position: number; readonly hash: Buffer } | null,
  entries: readonly SealableEntry[],
): Seal[] {
  let { position, hash } = last ?? { position: 0, hash: GENESIS_HASH };
  return entries.map((entry) => {
    const prevHash = hash;
    position += 1;
    hash = chainHash(prevHash, canonicalText(position, entry));
    return { position, entryId: entry.id, prevHash, hash };
  });
}

/** The first sealed entry whose text no longer gives its hash; null when the chain holds. */
export function firstBrokenSeal(
  before: { readonly position: number; readonly hash: Buffer } | null,
  entries: readonly SealedEntry[],
): number | null {
  const expected = chain(before, entries);
  const broken = expected.find((seal, index) => {
    const kept = entries[index];
    return (
      kept === undefined ||
      Number(kept.position) !== seal.position ||
      !kept.hash.equals(seal.hash) ||
      !kept.prevHash.equals(seal.prevHash)
    );
  });
  return broken?.position ?? null;
}
