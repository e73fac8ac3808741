import { describe, expect, it } from 'vitest';
import { flowLayout } from './flowLayout';
import { lineShape } from './lineShape';

describe('the line of money over time', () => {
  const points = [
    { day: '2026-10-01', minor: 0 },
    { day: '2026-10-11', minor: 5_000 },
    { day: '2026-10-21', minor: 10_000 },
  ];

  it('starts at zero and leaves room for the goal', () => {
    const shape = lineShape(points, [20_000]);
    expect(shape.gridMinor[0]).toBe(0);
    expect(shape.gridMinor.at(-1)).toBe(20_000);
    expect(shape.heightOf(20_000)).toBe(100);
    expect(shape.heightOf(0)).toBe(0);
  });

  it('moves in steps: money comes on days, not between them', () => {
    const shape = lineShape(points, [20_000]);
    expect(shape.line).toBe('M0.00 100.00H50.00V75.00H100.00V50.00');
    expect(shape.area).toBe(`${shape.line}V100H0.00z`);
  });

  it('draws nothing from nothing', () => {
    expect(lineShape([], []).line).toBe('');
  });
});

describe('the flow of money', () => {
  const sources = [
    { id: 'donors', minor: 6_000, via: true },
    { id: 'matching', minor: 4_000, via: true },
    { id: 'town', minor: 2_000, via: false },
  ];
  const ends = [
    { id: 'fees', minor: 100, via: true },
    { id: 'held', minor: 9_900, via: true },
    { id: 'promised', minor: 2_000, via: false },
  ];
  const layout = flowLayout(sources, ends, { extent: 400, slotMin: 40 });

  it('draws equal sums equally thick', () => {
    const size = (id: string) =>
      [...layout.sources, ...layout.ends].find((bar) => bar.id === id)?.size;
    expect(size('town')).toBeCloseTo(size('promised') ?? 0);
    expect(layout.account.size).toBeCloseTo((size('donors') ?? 0) + (size('matching') ?? 0));
  });

  it('gives every end a slot that is wide enough for its words', () => {
    const middles = layout.ends.map((bar) => bar.start + bar.size / 2);
    expect((middles[1] ?? 0) - (middles[0] ?? 0)).toBeGreaterThanOrEqual(40);
    expect((middles[2] ?? 0) - (middles[1] ?? 0)).toBeGreaterThanOrEqual(40);
  });

  it('keeps even the smallest stream visible, and the town’s money out of the account', () => {
    expect(layout.ends[0]?.size).toBeGreaterThanOrEqual(2);
    expect(layout.ribbons.find((ribbon) => ribbon.id === 'promised')?.from).toBe(0);
    expect(layout.ribbons.find((ribbon) => ribbon.id === 'held')?.from).toBe(1);
  });
});
