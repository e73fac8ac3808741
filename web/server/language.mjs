const KNOWN = ['ro', 'en'];
// Moldovan was once written "mo"; it is the same language.
const SAME_AS = { mo: 'ro' };

/**
 * The language for an address that names none: what was chosen before, else what the browser asks for.
 *
 * @param {import('node:http').IncomingHttpHeaders} headers
 */
export function chosenLanguage(headers) {
  const chosen = /(?:^|;\s*)vatra-language=(ro|en)(?:;|$)/.exec(headers.cookie ?? '')?.[1];
  if (chosen) return chosen;
  const wanted = headers['accept-language'];
  if (!wanted) return 'ro';
  return preferred(wanted).find((language) => KNOWN.includes(language)) ?? 'en';
}

/** @param {string} header "ro-MD, en;q=0.8" */
function preferred(header) {
  return header
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part.trim().toLowerCase().split(';');
      const quality = options.map((option) => /^\s*q=([\d.]+)/.exec(option)?.[1]).find(Boolean);
      const language = tag.split('-')[0] ?? '';
      return { language: SAME_AS[language] ?? language, quality: Number(quality ?? 1) };
    })
    .filter((entry) => entry.quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map((entry) => entry.language);
}
