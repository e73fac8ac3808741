import type { WeaveKind } from './weaveKind';

/** One line of a list of facts: what it is and how much. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** `subtotal` has a single rule below it, `total` the double one of a ledger. */
  readonly kind?: 'subtotal' | 'total';
  readonly note?: string;
  readonly thread?: WeaveKind | 'hollow';
}
