import type { TagTone } from '../tagTone';

/** One line of a work list. */
export interface WorkRow {
  readonly key: string;
  readonly title: string;
  readonly hint?: string;
  /** Path without the language; a row that cannot be started yet has none. */
  readonly path?: string | undefined;
  readonly tag?: { readonly tone: TagTone; readonly text: string };
  readonly late?: string | undefined;
}
