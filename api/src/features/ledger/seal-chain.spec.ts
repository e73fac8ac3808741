import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { chain, firstBrokenSeal, type SealableEntry, type SealedEntry } from './seal-chain.js';

const PROJECT = '018f0000-0000-7000-8000-000000000001';

const anEntry: fc.Arbitrary<SealableEntry> = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom('L1', 'L13', 'L9'),
  projectId: fc.constantFrom(PROJECT, null),
  valueDate: fc.constantFrom('2026-01-31', '2026-11-22'),
  bookedAt: fc.constant('2026-11-22T02:49:50.039907Z'),
  facts: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer())),
  lines: fc.array(
    fc.tuple(
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom('1010', '2100'),
      fc.uuid(),
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.constant(null),
      fc.constant(null),
    ),
    { minLength: 2, maxLength: 5 },
  ),
  purposeKey: fc.string({ minLength: 4 }),
  subjectKind: fc.constant('contribution'),
  subjectId: fc.uuid(),
  actorId: fc.option(fc.uuid()),
  actorRole: fc.constant('system'),
  reason: fc.option(fc.string()),
  reverses: fc.constant(null),
});

function sealed(entries: readonly SealableEntry[]): SealedEntry[] {
  return chain(null, entries).map((seal, index) => ({
    ...(entries[index] as SealableEntry),
    position: String(seal.position),
    prevHash: seal.prevHash,
    hash: seal.hash,
  }));
}

describe('the chain of seals', () => {
  it('holds over what it sealed, however the facts are ordered', () => {
    fc.assert(
      fc.property(fc.array(anEntry, { maxLength: 8 }), (entries) => {
        const kept = sealed(entries).map((entry) => ({
          ...entry,
          facts: Object.fromEntries(Object.entries(entry.facts).reverse()),
        }));
        expect(firstBrokenSeal(null, kept)).toBeNull();
      }),
    );
  });

  it('goes on from any seal', () => {
    fc.assert(
      fc.property(fc.array(anEntry, { minLength: 2, maxLength: 8 }), (entries) => {
        const kept = sealed(entries);
        const [first, ...rest] = kept as [SealedEntry, ...SealedEntry[]];
        const before = { position: 1, hash: first.hash };
        expect(firstBrokenSeal(before, rest)).toBeNull();
      }),
    );
  });

  it('breaks where anything was changed, the hidden parts included', () => {
    const changes: ((entry: SealedEntry) => Partial<SealedEntry>)[] = [
      ({ lines }) => ({
        lines: lines.map((line, n) =>
          n === 0 ? [...line.slice(0, 3), line[3] + 1, null, null] : line,
        ) as never,
      }),
      () => ({ bookedAt: '2026-11-22T02:49:50.039908Z' }),
      () => ({ actorId: PROJECT }),
      () => ({ reason: 'another reason' }),
      () => ({ purposeKey: 'L1:another' }),
      ({ facts }) => ({ facts: { ...facts, more: 1 } }),
      () => ({ position: '99' }),
      () => ({ prevHash: Buffer.alloc(32, 7) }),
    ];
    fc.assert(
      fc.property(
        fc.array(anEntry, { minLength: 1, maxLength: 6 }),
        fc.nat(),
        fc.constantFrom(...changes),
        (entries, pick, change) => {
          const kept = sealed(entries);
          const at = pick % kept.length;
          const changed = kept.map((entry, n) =>
            n === at ? { ...entry, ...change(entry) } : entry,
          );
          expect(firstBrokenSeal(null, changed)).toBe(at + 1);
        },
      ),
    );
  });

  it('breaks when an entry is taken out, put in twice, or swapped', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anEntry, { minLength: 3, maxLength: 6, selector: ({ id }) => id }),
        (entries) => {
          const kept = sealed(entries);
          const [a, b, c] = kept as [SealedEntry, SealedEntry, SealedEntry];
          expect(firstBrokenSeal(null, [b, c])).toBe(1);
          expect(firstBrokenSeal(null, [a, a, b])).toBe(2);
          expect(firstBrokenSeal(null, [b, a, c])).toBe(1);
        },
      ),
    );
  });
});
