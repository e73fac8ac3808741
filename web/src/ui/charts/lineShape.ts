export interface ChartPoint {
  /** Calendar day, 2026-11-22. */
  readonly day: string;
  readonly minor: number;
}

export interface LineShape {
  /** Path of the line and of the area below it, in a box of 100 x 100 stretched to fit. */
  readonly line: string;
  readonly area: string;
  /** Height of a sum from the bottom, in percent. */
  readonly heightOf: (minor: number) => number;
  readonly gridMinor: readonly number[];
}

const GRID_LINES = 4;

/** Money over time from zero: steps, because money arrives on days and not between them. */
export function lineShape(points: readonly ChartPoint[], goals: readonly number[]): LineShape {
  const most = Math.max(1, ...points.map((point) => point.minor), ...goals);
  const step = niceStep(most / GRID_LINES);
  const top = Math.ceil(most / step) * step;
  const heightOf = (minor: number) => (minor / top) * 100;
  const xs = positions(points);
  const corners = points.map((point, index) => {
    const x = xs[index] ?? 0;
    const y = (100 - heightOf(point.minor)).toFixed(2);
    return index === 0 ? `M${x.toFixed(2)} ${y}` : `H${x.toFixed(2)}V${y}`;
  });
  const line = corners.join('');
  const area = points.length === 0 ? '' : `${line}V100H${(xs[0] ?? 0).toFixed(2)}z`;
  const gridMinor = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
  return { line, area, heightOf, gridMinor };
}

function positions(points: readonly ChartPoint[]): number[] {
  const days = points.map((point) => Date.parse(`${point.day}T00:00:00Z`));
  const first = days[0] ?? 0;
  const span = (days.at(-1) ?? first) - first || 1;
  return days.map((day) => ((day - first) / span) * 100);
}

/** 1, 2, 2.5 or 5 times a power of ten: numbers people count in. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= rough) ?? 10;
  return factor * power;
}
