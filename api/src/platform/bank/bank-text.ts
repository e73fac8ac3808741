/**
 * The characters every SEPA bank must take (EPC217-08): Latin letters, digits and a few signs.
 * Everything else is written with its nearest letters, so that a name stays readable.
 */
const ALLOWED = /^[A-Za-z0-9/\-?:().,'+ ]$/;

/** Letters that have no accent to drop. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ı: 'i',
  '&': '+',
  '–': '-',
  '—': '-',
  '’': "'",
  '„': "'",
  '”': "'",
  '“': "'",
  '"': "'",
  _: '-',
};

const CYRILLIC: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'iu',
  я: 'ia',
};

const UNKNOWN = '.';

/** The text in the bank's characters, at most `max` long, never empty and never led by a slash. */
export function bankText(text: string, max: number): string {
  const plain = [...text.normalize('NFD').replace(/\p{Mark}/gu, '')].map(bankCharacters).join('');
  const tidy = plain
    .replace(/\s+/g, ' ')
    .replace(/\/{2,}/g, '/')
    .replace(/^[/ ]+|[/ ]+$/g, '')
    .slice(0, max)
    .trimEnd();
  return tidy === '' ? UNKNOWN : tidy;
}

function bankCharacters(character: string): string {
  if (ALLOWED.test(character)) return character;
  if (/\s/.test(character)) return ' ';
  const known = LETTERS[character] ?? CYRILLIC[character];
  if (known !== undefined) return known;
  const lower = CYRILLIC[character.toLowerCase()];
  if (lower === undefined) return UNKNOWN;
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}
