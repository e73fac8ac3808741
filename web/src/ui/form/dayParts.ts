/** A day as it is typed, part by part. */
export interface DayParts {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}

/** "2026-11-02" to its parts as people write them: 2, 11, 2026. */
export function partsOfDay(day: string | null | undefined): DayParts {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (found === null) return { day: '', month: '', year: '' };
  const [, year = '', month = '', date = ''] = found;
  return { day: String(Number(date)), month: String(Number(month)), year };
}

/** The calendar day of the parts, null when there is no such day. */
export function dayFromParts({ day, month, year }: DayParts): string | null {
  if (![day, month].every((text) => /^\d{1,2}$/.test(text.trim()))) return null;
  if (!/^\d{4}$/.test(year.trim())) return null;
  const text = `${year.trim()}-${month.trim().padStart(2, '0')}-${day.trim().padStart(2, '0')}`;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : null;
}
