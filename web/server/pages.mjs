// Server-rendered pages: the same for everybody, so they are kept for a moment and shared.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { createLinks } from './links.mjs';
import { createMicroCache } from './microCache.mjs';

/** A gift shows on the page within this time (performance goal P5 allows five seconds). */
const FRESH_MS = 3_000;
const CACHE_ENTRIES = 500;
const RENDER_MS = 4_000;
/** Other parameters do not change a page and must not fill the cache. */
const PARAMETERS = ['query', 'place', 'district', 'category', 'phase', 'kind', 'cursor'];

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {boolean} isPersonal
 * @property {Record<string, string>} headers
 * @property {Buffer | string} body
 */

/** @param {{ client: string, apiUrl: string, publicUrl: string, log: import('fastify').FastifyBaseLogger }} options */
export async function createPages({ client, apiUrl, publicUrl, log }) {
  const template = await readFile(path.join(client, 'index.html'), 'utf8');
  const manifest = JSON.parse(await readFile(path.join(client, '.vite/manifest.json'), 'utf8'));
  const entry = path.resolve(client, '../server/entry-server.js');
  const { render, configure, isPersonal, LOCALES } = await import(pathToFileURL(entry).href);
  configure({ apiUrl });
  const linksOf = createLinks(manifest);
  const cache = createMicroCache({ freshMs: FRESH_MS, entriesMax: CACHE_ENTRIES, make: makePage });

  /** @param {string} url */
  async function makePage(url) {
    try {
      return stored(filled(await withinTime(render(url, { publicUrl }))));
    } catch (error) {
      log.error({ err: error, url }, 'a page could not be rendered; the browser will do it');
      return { ...stored(filled(await render(url, { publicUrl, shell: true }))), status: 500 };
    }
  }

  /** @param {import('../src/entry-server').Rendered} page */
  function filled(page) {
    const text = template
      .replace('__LANG__', page.locale)
      .replace('__DIR__', page.direction)
      .replace('<!--head-->', () => page.head + linksOf(page.files))
      .replace('<!--app-->', () => page.html)
      .replace('<!--state-->', () =>
        page.state ? `<script id="state" type="application/json">${page.state}</script>` : '',
      );
    return { text, status: page.status };
  }

  return {
    /** @param {string} url */
    hasLanguage: (url) => LOCALES.includes(url.split(/[/?#]/)[1] ?? ''),

    /** @param {string} url @param {import('node:http').IncomingHttpHeaders} headers @returns {Promise<Answer>} */
    async answer(url, headers) {
      if (isPersonal(url)) {
        const page = filled(await render(url, { publicUrl, shell: true }));
        const own = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
        return { status: page.status, isPersonal: true, headers: own, body: page.text };
      }
      return shared(await cache.get(normalised(url)), headers);
    },
  };
}

/** @param {Promise<any>} work */
function withinTime(work) {
  let timer;
  const late = new Promise((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`rendering took over ${RENDER_MS} ms`)), RENDER_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** @param {string} url the same page under the same name, whatever was added to its address */
function normalised(url) {
  const { pathname, searchParams } = new URL(url, 'http://web');
  const kept = PARAMETERS.flatMap((name) => {
    const value = searchParams.get(name);
    return value ? [[name, value.slice(0, 200)]] : [];
  });
  const query = new URLSearchParams(kept).toString();
  return pathname.slice(0, 300) + (query ? `?${query}` : '');
}

/** @param {{ text: string, status: number }} page */
function stored({ text, status }) {
  const body = Buffer.from(text);
  return { status, body, etag: `W/"${createHash('sha1').update(body).digest('base64url')}"` };
}

/** @returns {Answer} */
function shared(page, headers) {
  const common = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': page.status < 500 ? 'public, max-age=0, s-maxage=3' : 'no-store',
    vary: 'accept-encoding',
    etag: page.etag,
  };
  if (page.status === 200 && headers['if-none-match'] === page.etag) {
    return { status: 304, isPersonal: false, headers: common, body: '' };
  }
  const coding = codingOf(headers['accept-encoding'] ?? '');
  return {
    status: page.status,
    isPersonal: false,
    headers: coding === 'identity' ? common : { ...common, 'content-encoding': coding },
    body: encoded(page, coding),
  };
}

/** @param {string} accepted */
function codingOf(accepted) {
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity';
}

/** Each coding of a page is made once, by the first reader who wants it. */
function encoded(page, coding) {
  if (coding === 'identity') return page.body;
  page[coding] ??=
    coding === 'br'
      ? brotliCompressSync(page.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
      : gzipSync(page.body, { level: 5 });
  return page[coding];
}
