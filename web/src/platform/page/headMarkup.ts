import { LOCALES, type Locale } from '../locale/locales';
import type { PageHead } from './pageContext';
import { SITE_NAME, pageTitle } from './usePageHead';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/** The head of a server-rendered page. Every value goes through one escaping function. */
export function headMarkup(
  head: PageHead,
  page: { readonly locale: Locale; readonly path: string; readonly publicUrl: string },
): string {
  const address = (locale: Locale) =>
    page.publicUrl + page.path.replace(/^\/[a-z]{2}(?=\/|$)/, `/${locale}`);
  return [
    `<title>${escapeMarkup(pageTitle(head.title))}</title>`,
    meta('name', 'description', head.description),
    head.noIndex === true ? meta('name', 'robots', 'noindex') : '',
    link('canonical', address(page.locale)),
    ...LOCALES.map((locale) => link('alternate', address(locale), locale)),
    meta('property', 'og:site_name', SITE_NAME),
    meta('property', 'og:type', 'website'),
    meta('property', 'og:title', head.title),
    meta('property', 'og:description', head.description),
    meta('property', 'og:url', address(page.locale)),
    meta('property', 'og:locale', page.locale),
    meta('property', 'og:image', head.image ? page.publicUrl + head.image : undefined),
    meta('name', 'twitter:card', head.image ? 'summary_large_image' : 'summary'),
  ].join('');
}

function meta(kind: 'name' | 'property', name: string, content: string | undefined): string {
  return content === undefined ? '' : `<meta ${kind}="${name}" content="${escapeMarkup(content)}">`;
}

function link(relation: string, href: string, language?: string): string {
  const hreflang = language === undefined ? '' : ` hreflang="${language}"`;
  return `<link rel="${relation}"${hreflang} href="${escapeMarkup(href)}">`;
}
