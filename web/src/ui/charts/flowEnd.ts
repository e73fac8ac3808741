import type { WeaveKind } from '../weaveKind';

/** Where a stream of money comes from, or where it ends. */
export interface FlowEnd {
  readonly id: string;
  readonly label: string;
  readonly note?: string;
  readonly minor: number;
  /** Through the project's account, or beside it. */
  readonly via: boolean;
  readonly thread: WeaveKind | 'held';
  /** Held or only promised: drawn with a dashed end. */
  readonly isOpen?: boolean;
}
