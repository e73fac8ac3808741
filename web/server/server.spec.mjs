import { describe, expect, it } from 'vitest';
import { chosenLanguage } from './language.mjs';
import { createLinks } from './links.mjs';
import { createMicroCache } from './microCache.mjs';
import { securityHeaders } from './security.mjs';

describe('the language of an address without one', () => {
  const choose = (wanted, cookie) =>
    chosenLanguage({ ...(wanted && { 'accept-language': wanted }), ...(cookie && { cookie }) });

  it('is the one chosen before, whatever the browser asks for', () => {
    expect(choose('en-GB', 'a=1; vatra-language=ro')).toBe('ro');
    expect(choose('ro', 'vatra-language=xx')).toBe('ro');
  });

  it('is the best one the browser knows', () => {
    expect(choose('de-DE,de;q=0.9,ro;q=0.8,en;q=0.7')).toBe('ro');
    expect(choose('mo-MD')).toBe('ro');
    expect(choose('en;q=0.1, ro;q=0')).toBe('en');
    expect(choose('fr-FR, it;q=0.5')).toBe('en');
    expect(choose()).toBe('ro');
  });
});

describe('the micro-cache', () => {
  function cacheAt(clock, make) {
    return createMicroCache({ freshMs: 1_000, entriesMax: 2, make, now: () => clock.now });
  }

  it('makes a page once for all who come at the same time', async () => {
    let made = 0;
    const cache = cacheAt({ now: 0 }, async () => ++made);
    expect(await Promise.all([cache.get('a'), cache.get('a'), cache.get('a')])).toEqual([1, 1, 1]);
  });

  it('hands out the old copy while a new one is made, and the new one after', async () => {
    let made = 0;
    const clock = { now: 0 };
    const cache = cacheAt(clock, async () => ++made);
    await cache.get('a');
    clock.now = 999;
    expect(await cache.get('a')).toBe(1);
    clock.now = 1_500;
    expect(await cache.get('a')).toBe(1);
    await new Promise((resolve) => setTimeout(resolve));
    expect(await cache.get('a')).toBe(2);
  });

  it('waits for a new copy when the old one is too old', async () => {
    let made = 0;
    const clock = { now: 0 };
    const cache = cacheAt(clock, async () => ++made);
    await cache.get('a');
    clock.now = 5_000;
    expect(await cache.get('a')).toBe(2);
  });

  it('keeps no failure and forgets the page nobody asked for', async () => {
    let made = 0;
    const cache = cacheAt({ now: 0 }, async () => {
      made += 1;
      if (made === 1) throw new Error('broken');
      return made;
    });
    await expect(cache.get('a')).rejects.toThrow('broken');
    expect(await cache.get('a')).toBe(2);
    await cache.get('b');
    await cache.get('c');
    expect(await cache.get('a')).toBe(5);
  });
});

describe('the links of a page', () => {
  const linksOf = createLinks({
    'index.html': { file: 'e.js', css: ['e.css'], imports: ['_v'], isEntry: true },
    _v: { file: 'v.js' },
    'page.vue': {
      file: 'p.js',
      css: ['p.css'],
      imports: ['_v', '_c'],
      dynamicImports: ['low.vue'],
    },
    'low.vue': { file: 'l.js', css: ['l.css'] },
    _c: { file: 'c.js', css: ['c.css'] },
  });

  it('let the code of lower parts wait, but not their styles', () => {
    const links = linksOf(['page.vue', 'low.vue']);
    expect(links).toContain('href="/l.css"');
    expect(links).not.toContain('l.js');
  });

  it('name what the page needs and the document does not bring itself', () => {
    expect(linksOf(['page.vue', 'unknown.vue'])).toBe(
      '<link rel="stylesheet" href="/p.css"><link rel="stylesheet" href="/c.css">' +
        '<link rel="modulepreload" crossorigin href="/p.js"><link rel="modulepreload" crossorigin href="/c.js">',
    );
  });
});

describe('the headers of a page', () => {
  it('allow no third party and tell nobody a personal address', () => {
    const headers = securityHeaders('https://vatra.example').of({ isPersonal: true });
    expect(headers['content-security-policy']).not.toMatch(/https?:/);
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['strict-transport-security']).toContain('max-age');
  });

  it('promise no encryption where there is none', () => {
    const headers = securityHeaders('http://localhost:4300').of({ isPersonal: false });
    expect(headers['strict-transport-security']).toBeUndefined();
  });
});
