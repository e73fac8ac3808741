const DAY_MS = 86_400_000;

/** The last day of a collection that begins on `firstDay` and lasts `days` days; null when unknown. */
export function lastDayOf(firstDay: string, days: number): string | null {
  const first = Date.parse(`${firstDay}T00:00:00Z`);
  if (Number.isNaN(first) || days < 1) return null;
  return new Date(first + (days - 1) * DAY_MS).toISOString().slice(0, 10);
}
