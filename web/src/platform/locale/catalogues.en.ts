/** The areas of this language, each a lazy chunk; the list itself is loaded by its readers only. */
export const CATALOGUES = import.meta.glob<{ default: Record<string, unknown> }>(
  '../../locales/en/*.json',
);
