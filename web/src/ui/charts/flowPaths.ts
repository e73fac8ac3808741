import type { FlowRibbon } from './flowLayout';

/** The three columns (or rows) of a drawing and how thick its bars are. */
export interface FlowFrame {
  readonly columns: readonly [number, number, number];
  readonly bar: number;
}

/** A stream from one column to a later one, as a path. */
export function acrossPath(ribbon: FlowRibbon, frame: FlowFrame): string {
  const { from, to, mid, a, b, size } = cornersOf(ribbon, frame);
  return `M${from} ${a}C${mid} ${a} ${mid} ${b} ${to} ${b}v${size}C${mid} ${b + size} ${mid} ${a + size} ${from} ${a + size}z`;
}

/** The same, running down. */
export function downwardsPath(ribbon: FlowRibbon, frame: FlowFrame): string {
  const { from, to, mid, a, b, size } = cornersOf(ribbon, frame);
  return `M${a} ${from}C${a} ${mid} ${b} ${mid} ${b} ${to}h${size}C${b + size} ${mid} ${a + size} ${mid} ${a + size} ${from}z`;
}

function cornersOf(ribbon: FlowRibbon, frame: FlowFrame) {
  const from = frame.columns[ribbon.from] + frame.bar;
  const to = frame.columns[ribbon.to];
  const round = (length: number) => Math.round(length * 10) / 10;
  return {
    from,
    to,
    mid: (from + to) / 2,
    a: round(ribbon.startAt),
    b: round(ribbon.endAt),
    size: round(ribbon.size),
  };
}
