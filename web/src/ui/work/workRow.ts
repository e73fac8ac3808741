/** The signs of StatusTag: hollow, half, checked, waiting, stopped, to do. */
export type RowTone = 'plain' | 'half' | 'ok' | 'wait' | 'bad' | 'go';

/** One line of a work list. */
export interface WorkRow {
  readonly key: string;
  readonly title: string;
  readonly hint?: string;
  /** Path without the language; a row that cannot be started yet has none. */
  readonly path?: string | undefined;
  readonly tag?: { readonly tone: RowTone; readonly text: string };
  readonly late?: string | undefined;
}
