const MOLDOVA_FIXED = [
  '01-01',
  '01-07',
  '01-08',
  '03-08',
  '05-01',
  '05-09',
  '06-01',
  '08-27',
  '08-31',
  '12-25',
] as const;

/**
 * Public holidays by country and year, as days on which nobody is expected to decide anything.
 * MD: Labour Code art. 111, that is the fixed days, Orthodox Easter with its Monday, and the Monday
 * of the memorial Easter a week later. A year that is not listed is unknown, not free of holidays.
 */
export const HOLIDAYS: Readonly<Record<string, Readonly<Record<number, readonly string[]>>>> = {
  MD: {
    2025: inMoldova(2025, ['04-20', '04-21', '04-28']),
    2026: inMoldova(2026, ['04-12', '04-13', '04-20']),
    2027: inMoldova(2027, ['05-02', '05-03', '05-10']),
    2028: inMoldova(2028, ['04-16', '04-17', '04-24']),
  },
};

function inMoldova(year: number, easter: readonly string[]): readonly string[] {
  return [...MOLDOVA_FIXED, ...easter].map((day) => `${String(year)}-${day}`);
}
