/** Words of a search are cut here: nobody types more, and each costs an index walk. */
const QUERY_WORDS_MAX = 6;
const PREFIX_LETTERS_MIN = 2;

/** Lower case without any mark: Cornești, Corneşti and CORNESTI are the same word. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * The words under which a project is found. Romanian writes the same sound â or î by the
 * orthography of the day, so Târnova is kept as tarnova and as tirnova.
 */
export function wordsOf(texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => {
    const composed = text.normalize('NFC');
    return [
      fold(composed),
      fold(composed.replace(/[âÂ]/g, 'î')),
      fold(composed.replace(/[îÎ]/g, 'â')),
    ];
  });
  return [...new Set(found.flatMap(split))];
}

/** A search as tsquery text of plain words, the beginnings of words allowed; null = nothing asked. */
export function searchFor(query: string): string | null {
  const words = split(fold(query)).slice(0, QUERY_WORDS_MAX);
  if (words.length === 0) return null;
  return words.map((word) => (word.length >= PREFIX_LETTERS_MIN ? `${word}:*` : word)).join(' & ');
}

const SLUG_LETTERS_MAX = 60;

/** `renovarea-gradinitei-1f3a9c`: readable, and unique by the tail of the id. */
export function slugOf(title: string, id: string): string {
  const words = split(fold(title).replace(/[^a-z0-9]+/g, ' '))
    .join('-')
    .slice(0, SLUG_LETTERS_MAX)
    .replace(/-$/, '');
  const tail = id.replaceAll('-', '').slice(-6);
  return words === '' ? tail : `${words}-${tail}`;
}

function split(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}
