/** Russian spellings of Romanian names back to the letters they came from. */
const CYRILLIC: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ё: 'io',
  ж: 'j',
  ӂ: 'g',
  з: 'z',
  и: 'i',
  й: 'i',
  к: 'c',
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
  ц: 't',
  ч: 'c',
  ш: 's',
  щ: 's',
  ъ: '',
  ы: 'i',
  ь: '',
  э: 'a',
  ю: 'iu',
  я: 'ia',
};

/**
 * One key for all spellings of a name: "Cornești", "cornesti", "Corneşti" and "Корнешты" meet.
 * Diacritics fall off, Cyrillic is written in Latin, the mute h of ch and gh is dropped, and the
 * old î is the same as the new â.
 */
export function searchKey(text: string): string {
  const latin = [...text.toLowerCase().replace(/[îâ]/g, 'i')]
    .map((letter) => CYRILLIC[letter] ?? letter)
    .join('');
  return latin
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([cg])h/g, '$1')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
