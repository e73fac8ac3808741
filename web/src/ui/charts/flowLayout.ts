/** Where a stream of money comes from or ends; `via` = through the project's account. */
export interface FlowNode {
  readonly id: string;
  readonly minor: number;
  readonly via: boolean;
}

export interface FlowBar {
  readonly id: string;
  readonly start: number;
  readonly size: number;
}

export interface FlowRibbon {
  readonly id: string;
  /** Column it leaves from: 0 = sources, 1 = the account. */
  readonly from: 0 | 1;
  readonly to: 1 | 2;
  readonly startAt: number;
  readonly endAt: number;
  readonly size: number;
}

export interface FlowLayout {
  readonly extent: number;
  readonly sources: readonly FlowBar[];
  readonly account: FlowBar;
  readonly ends: readonly FlowBar[];
  readonly ribbons: readonly FlowRibbon[];
}

const SIZE_MIN = 2;

/**
 * Places the bars of a flow drawing along one axis: each node gets a slot that is wide enough for
 * its words, and a bar in proportion to its sum. Streams keep their order, so none cross.
 */
export function flowLayout(
  sources: readonly FlowNode[],
  ends: readonly FlowNode[],
  room: { readonly extent: number; readonly slotMin: number },
): FlowLayout {
  const total = sum(sources);
  const perMinor = Math.max(0, room.extent - ends.length * room.slotMin) / Math.max(total, 1);
  const sizeOf = (node: FlowNode) => Math.max(SIZE_MIN, node.minor * perMinor);
  const endBars = stacked(ends, room.extent, sizeOf);
  const sourceBars = stacked(sources, room.extent, sizeOf);
  const accountSize = sources
    .filter((node) => node.via)
    .reduce((all, node) => all + sizeOf(node), 0);
  const around = endBars.filter((_, index) => ends[index]?.via);
  const account = { id: 'account', start: middleOf(around) - accountSize / 2, size: accountSize };
  return {
    extent: room.extent,
    sources: sourceBars,
    account,
    ends: endBars,
    ribbons: ribbons({ sources, ends, sourceBars, endBars, account }),
  };
}

function ribbons(drawing: {
  readonly sources: readonly FlowNode[];
  readonly ends: readonly FlowNode[];
  readonly sourceBars: readonly FlowBar[];
  readonly endBars: readonly FlowBar[];
  readonly account: FlowBar;
}): FlowRibbon[] {
  const { sources, ends, sourceBars, endBars, account } = drawing;
  const made: FlowRibbon[] = [];
  let inAt = account.start;
  let beside = 0;
  sourceBars.forEach((bar, index) => {
    if (sources[index]?.via !== true) {
      beside = bar.start;
      return;
    }
    made.push({ id: bar.id, from: 0, to: 1, startAt: bar.start, endAt: inAt, size: bar.size });
    inAt += bar.size;
  });
  let outAt = account.start;
  endBars.forEach((bar, index) => {
    const isVia = ends[index]?.via === true;
    const startAt = isVia ? outAt : beside;
    made.push({
      id: bar.id,
      from: isVia ? 1 : 0,
      to: 2,
      startAt,
      endAt: bar.start,
      size: bar.size,
    });
    if (isVia) outAt += bar.size;
    else beside += bar.size;
  });
  return made;
}

/** Bars in the middle of equally padded slots that fill the extent. */
function stacked(
  nodes: readonly FlowNode[],
  extent: number,
  sizeOf: (node: FlowNode) => number,
): FlowBar[] {
  const used = nodes.reduce((all, node) => all + sizeOf(node), 0);
  const padding = Math.max(0, extent - used) / Math.max(nodes.length, 1);
  let at = 0;
  return nodes.map((node) => {
    const size = sizeOf(node);
    const bar = { id: node.id, start: at + padding / 2, size };
    at += size + padding;
    return bar;
  });
}

function middleOf(bars: readonly FlowBar[]): number {
  const first = bars[0];
  const last = bars.at(-1);
  return first && last ? (first.start + last.start + last.size) / 2 : 0;
}

function sum(nodes: readonly FlowNode[]): number {
  return nodes.reduce((all, node) => all + node.minor, 0);
}
