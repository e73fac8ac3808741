/** What budget lines are counted in; each has words in both catalogues, `unit.piece`. */
export const UNITS = [
  ...['piece', 'm', 'm2', 'm3', 'kg', 't', 'hour', 'day', 'month'],
  ...['room', 'place', 'set', 'contract', 'sum'],
] as const;

/** What results are counted in, `measure.children`. */
export const MEASURES = [
  ...['children', 'people', 'households', 'visitors', 'days', 'hours', 'events', 'examinations'],
  ...[
    'pieces',
    'places',
    'seats',
    'rooms',
    'windows',
    'toilets',
    'lamps',
    'platforms',
    'crossings',
  ],
  ...['metres'],
] as const;

/** A word somebody may write for a unit, and the one under which it is kept and translated. */
export interface UnitWord {
  readonly unit: string;
  readonly forms: readonly string[];
}

/** The kept unit behind what was written; what nobody translates stays as it was written. */
export function unitOf(written: string, words: readonly UnitWord[]): string {
  const found = fold(written);
  return words.find(({ forms }) => forms.some((form) => fold(form) === found))?.unit ?? written;
}

function fold(word: string): string {
  return word.trim().toLowerCase();
}
