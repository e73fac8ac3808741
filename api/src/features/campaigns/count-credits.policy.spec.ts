import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  countBatch,
  type CountingRules,
  type QueuedCredit,
  type Totals,
} from './count-credits.policy.js';
import { namelessKey, PayerGroups } from './payer-groups.js';

const EMPTY: Totals = {
  grossMinor: 0,
  feeMinor: 0,
  netMinor: 0,
  matchingMinor: 0,
  contributions: 0,
  payers: 0,
  youngestPaidAt: null,
  crossingCreditId: null,
};
const RULES: CountingRules = { optimumMinor: 10_000, closesAtOptimum: true, takesCredits: true };

let made = 0;

function credit(
  netMinor: number,
  payerKeys: readonly string[] = [],
  contributionId?: string,
): QueuedCredit {
  made += 1;
  const id = `credit-${String(made).padStart(6, '0')}`;
  return {
    id,
    contributionId: contributionId ?? `gift-${String(made)}`,
    kind: 'credit',
    grossMinor: netMinor + 30,
    feeMinor: 30,
    netMinor,
    payerKeys,
    paidAt: new Date(made * 1000),
  };
}

function debitOf({ contributionId, grossMinor, feeMinor, netMinor }: QueuedCredit): QueuedCredit {
  return { ...credit(netMinor), contributionId, kind: 'debit', grossMinor, feeMinor };
}

function count(batch: readonly QueuedCredit[], rules: Partial<CountingRules> = {}, from = EMPTY) {
  const groups = new PayerGroups(new Map(), new Map());
  const outcome = countBatch(from, batch, { ...RULES, ...rules }, { groups, left: new Map() });
  return { ...outcome, groups };
}

describe('R35 and ruling 25: crossing the optimum', () => {
  it('R35: exactly one credit crosses, what comes behind it overflows', () => {
    const batch = [credit(6_000), credit(5_000), credit(1_000), credit(2_000)];
    const { totals, results } = count(batch);
    expect(results.map(({ result }) => result)).toEqual([
      'counted',
      'counted',
      'overflow',
      'overflow',
    ]);
    expect(totals.crossingCreditId).toBe(batch[1]?.id);
    expect(totals.netMinor).toBe(11_000);
  });

  it('R35: reaching the optimum to the cent is crossing it', () => {
    expect(count([credit(10_000), credit(1)]).results[1]?.result).toBe('overflow');
    expect(count([credit(9_999), credit(1)]).results[1]?.result).toBe('counted');
  });

  it('R35: a refund before the crossing leaves room for another gift', () => {
    const first = credit(9_000);
    const { totals, results } = count([first, debitOf(first), credit(5_000)]);
    expect(results.map(({ result }) => result)).toEqual(['counted', 'counted', 'counted']);
    expect(totals).toMatchObject({ netMinor: 5_000, contributions: 1, crossingCreditId: null });
  });

  it('counts beyond the optimum in the days staff have added', () => {
    const { results } = count([credit(12_000), credit(500)], { closesAtOptimum: false });
    expect(results.every(({ result }) => result === 'counted')).toBe(true);
  });

  it('R31: takes nothing after the judgement, but gives back', () => {
    const gift = credit(700);
    const before = count([gift]);
    const after = countBatch(
      before.totals,
      [credit(100), debitOf(gift)],
      { ...RULES, takesCredits: false },
      { groups: before.groups, left: before.left },
    );
    expect(after.results.map(({ result }) => result)).toEqual(['late', 'counted']);
    expect(after.totals.netMinor).toBe(0);
  });

  it('the batches do not change the result, only the order does', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 12 }), (nets, cut) => {
        const batch = nets.map((net, index) => credit(net, [`card-${String(index % 4)}`]));
        const whole = count(batch);
        const first = count(batch.slice(0, cut));
        const reread = new PayerGroups(first.groups.assignments(), new Map(first.groups.current()));
        const second = countBatch(first.totals, batch.slice(cut), RULES, {
          groups: reread,
          left: first.left,
        });
        expect(second.totals).toEqual(whole.totals);
        const counted = whole.results.filter(({ result }) => result === 'counted').length;
        expect(counted === batch.length || whole.totals.netMinor >= RULES.optimumMinor).toBe(true);
      }),
    );
  });
});

describe('taking money back', () => {
  it('ignores a debit of a gift that was never counted', () => {
    const { totals, results } = count([debitOf(credit(500))]);
    expect(results[0]?.result).toBe('ignored');
    expect(totals).toEqual(EMPTY);
  });

  it('R33: the bar never falls below what the gift had brought', () => {
    const gift = credit(500);
    const { totals } = count([gift, debitOf(gift), debitOf(gift)]);
    expect(totals.netMinor).toBe(0);
    expect(totals.contributions).toBe(0);
    expect(totals.payers).toBe(0);
  });
});

describe('R38 and R39: payers (ruling 21)', () => {
  it('R38: two cards of one person are one payer', () => {
    const { totals } = count([
      credit(100, ['card:a', 'person:1']),
      credit(100, ['card:b', 'person:1']),
      credit(100, ['card:c']),
    ]);
    expect(totals.payers).toBe(2);
  });

  it('R38: a gift that links two payers makes them one, and the older stays', () => {
    const batch = [
      credit(100, ['card:a']),
      credit(200, ['mail:x']),
      credit(50, ['card:a', 'mail:x']),
    ];
    const { totals, groups } = count(batch);
    expect(totals.payers).toBe(1);
    expect([...groups.current()]).toEqual([[batch[0]?.id, { netMinor: 350, isKnown: true }]]);
    expect([...groups.absorbed()]).toEqual([[batch[1]?.id, batch[0]?.id]]);
  });

  it('R38 and R39: the nameless cash of a sheet is one source and nobody to count', () => {
    const sheet = [namelessKey('sheet-1')];
    const batch = [credit(50, sheet), credit(40, sheet), credit(30, [namelessKey('sheet-2')])];
    const { totals, groups } = count([...batch, credit(20, ['name:ana'])]);
    expect(totals.payers).toBe(1);
    const sums = [...groups.current().values()].map(({ netMinor }) => netMinor);
    expect(sums.sort((a, b) => b - a)).toEqual([90, 30, 20]);
  });

  it('R38: money without any key is nobody to count', () => {
    expect(count([credit(100), credit(100)]).totals.payers).toBe(0);
  });

  it('R38: who took everything back is no payer any more', () => {
    const gift = credit(100, ['card:a']);
    expect(count([gift, credit(50, ['card:b']), debitOf(gift)]).totals.payers).toBe(1);
  });

  it('R39: groups are the connected parts and their sums are all the money', () => {
    const gifts = fc.array(
      fc.record({
        net: fc.integer({ min: 1, max: 500 }),
        keys: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(gifts, (drawn) => {
        const batch = drawn.map(({ net, keys }) => credit(net, keys));
        const { groups, totals } = count(batch, { closesAtOptimum: false });
        const sums = [...groups.current().values()].map(({ netMinor }) => netMinor);
        expect(sums.reduce((sum, net) => sum + net, 0)).toBe(totals.netMinor);
        expect([...sums].sort()).toEqual(connectedSums(batch).sort());
      }),
    );
  });
});

/** Connected parts by brute force: paint until nothing changes. */
function connectedSums(batch: readonly QueuedCredit[]): number[] {
  const colour = batch.map((_, index) => index);
  for (let changed = true; changed;) {
    changed = false;
    batch.forEach((one, i) => {
      batch.forEach((other, j) => {
        const linked = one.payerKeys.some((key) => other.payerKeys.includes(key));
        if (!linked || colour[i] === colour[j]) return;
        const low = Math.min(colour[i] ?? 0, colour[j] ?? 0);
        colour[i] = low;
        colour[j] = low;
        changed = true;
      });
    });
  }
  const sums = new Map<number, number>();
  batch.forEach(({ netMinor }, index) => {
    const own = colour[index] ?? 0;
    sums.set(own, (sums.get(own) ?? 0) + netMinor);
  });
  return [...sums.values()];
}
