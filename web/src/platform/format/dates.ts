import { INTL_LOCALES, type Locale } from '../locale/locales';

/** Deadlines run in the town's zone; a page rendered anywhere shows the same day. */
export const HOME_ZONE = 'Europe/Chisinau';

const STYLES = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  'short-day': { day: 'numeric', month: 'short', year: 'numeric' },
  'day-month': { day: 'numeric', month: 'long' },
  month: { month: 'long', year: 'numeric' },
  moment: { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  time: { hour: '2-digit', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DateStyle = keyof typeof STYLES;

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** An instant or a calendar day (2026-11-22) with the month as a word. */
export function formatDate(
  at: string,
  locale: Locale,
  style: DateStyle = 'day',
  zone: string = HOME_ZONE,
): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(at);
  const timeZone = isDay ? 'UTC' : zone;
  return formatOf(locale, style, timeZone).format(new Date(isDay ? `${at}T00:00:00Z` : at));
}

function formatOf(locale: Locale, style: DateStyle, timeZone: string): Intl.DateTimeFormat {
  const name = `${locale} ${style} ${timeZone}`;
  const known = FORMATS.get(name);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(INTL_LOCALES[locale], {
    ...STYLES[style],
    hourCycle: 'h23',
    timeZone,
  });
  FORMATS.set(name, format);
  return format;
}

const DAY_MS = 86_400_000;

/** Calendar days from one to the other, both counted; 1 for the same day. */
export function daysFrom(first: string | undefined, last: string | undefined): number {
  if (first === undefined || last === undefined) return 1;
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS) + 1;
}
