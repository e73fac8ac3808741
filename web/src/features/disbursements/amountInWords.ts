import type { Locale } from '../../platform/locale/locales';

/*
 * Amounts in words, so that a slipped zero is seen by eyes that skip figures. Up to 999,999 euro, which is
 * far above any tranche.
 */
const MAX_EURO = 999_999;

const EN_SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const EN_TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const RO_SMALL =
  'zero unu doi trei patru cinci șase șapte opt nouă zece unsprezece doisprezece treisprezece paisprezece cincisprezece șaisprezece șaptesprezece optsprezece nouăsprezece'.split(
    ' ',
  );
const RO_TENS =
  '- - douăzeci treizeci patruzeci cincizeci șaizeci șaptezeci optzeci nouăzeci'.split(' ');

/** "three thousand and sixty euro, no cents"; empty above the range. */
export function amountInWords(minor: number, locale: Locale): string {
  const euro = Math.floor(minor / 100);
  const cents = minor % 100;
  if (euro > MAX_EURO || minor < 0) return '';
  return locale === 'ro' ? romanian(euro, cents) : english(euro, cents);
}

function english(euro: number, cents: number): string {
  const rest =
    cents === 0 ? 'no cents' : `${enBelowThousand(cents)} ${cents === 1 ? 'cent' : 'cents'}`;
  return `${enWhole(euro)} euro, ${rest}`;
}

function enWhole(number: number): string {
  const thousands = Math.floor(number / 1000);
  const rest = number % 1000;
  if (thousands === 0) return enBelowThousand(rest);
  const head = `${enBelowThousand(thousands)} thousand`;
  if (rest === 0) return head;
  return `${head}${rest < 100 ? ' and' : ''} ${enBelowThousand(rest)}`;
}

function enBelowThousand(number: number): string {
  const hundreds = Math.floor(number / 100);
  const rest = number % 100;
  const tail = rest === 0 ? '' : enBelowHundred(rest);
  if (hundreds === 0) return tail || (EN_SMALL[0] ?? '');
  const head = `${EN_SMALL[hundreds] ?? ''} hundred`;
  return tail === '' ? head : `${head} and ${tail}`;
}

function enBelowHundred(number: number): string {
  if (number < 20) return EN_SMALL[number] ?? '';
  const unit = number % 10;
  const ten = EN_TENS[Math.floor(number / 10)] ?? '';
  return unit === 0 ? ten : `${ten}-${EN_SMALL[unit] ?? ''}`;
}

function romanian(euro: number, cents: number): string {
  const whole = euro === 1 ? 'un euro' : `${roWhole(euro)}${takesDe(euro) ? ' de' : ''} euro`;
  if (cents === 0) return `${whole}, fără cenți`;
  const part =
    cents === 1 ? 'un cent' : `${roBelowThousand(cents)}${takesDe(cents) ? ' de' : ''} cenți`;
  return `${whole}, ${part}`;
}

/** From twenty on Romanian puts "de" before what is counted: douăzeci de euro, o sută unu euro. */
function takesDe(number: number): boolean {
  const rest = number % 100;
  return number >= 20 && (rest === 0 || rest >= 20);
}

function roWhole(number: number): string {
  const thousands = Math.floor(number / 1000);
  const rest = number % 1000;
  if (thousands === 0) return roBelowThousand(rest);
  const head =
    thousands === 1 ? 'o mie' : `${roFeminine(thousands)}${takesDe(thousands) ? ' de' : ''} mii`;
  return rest === 0 ? head : `${head} ${roBelowThousand(rest)}`;
}

function roBelowThousand(number: number): string {
  const hundreds = Math.floor(number / 100);
  const rest = number % 100;
  const tail = rest === 0 ? '' : roBelowHundred(rest);
  if (hundreds === 0) return tail || (RO_SMALL[0] ?? '');
  const head = hundreds === 1 ? 'o sută' : `${roFeminine(hundreds)} sute`;
  return tail === '' ? head : `${head} ${tail}`;
}

function roBelowHundred(number: number): string {
  if (number < 20) return RO_SMALL[number] ?? '';
  const unit = number % 10;
  const ten = RO_TENS[Math.floor(number / 10)] ?? '';
  return unit === 0 ? ten : `${ten} și ${RO_SMALL[unit] ?? ''}`;
}

/** Hundreds and thousands are feminine: două sute, treizeci și una de mii. */
function roFeminine(number: number): string {
  return roBelowThousand(number)
    .replace(/doisprezece$/, 'douăsprezece')
    .replace(/doi$/, 'două')
    .replace(/unu$/, 'una');
}
