import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { collect } from './links.mjs';

// What a phone on a slow network has to load before a page lives (ux.md 14), in kB after gzip.
const client = path.resolve(import.meta.dirname, '../dist/client');
const manifest = JSON.parse(readFileSync(path.join(client, '.vite/manifest.json'), 'utf8'));

const PUBLIC_PAGES = [
  'HomePage',
  'ProjectListPage',
  'ProjectPage',
  'ProjectLedgerPage',
  'LedgerPage',
  'TownPage',
  'AssociationPage',
  'HowItWorksPage',
].map((name) => `src/pages/${name}.vue`);
const GIVING = 'src/pages/GivePage.vue';
const OTHERS = Object.keys(manifest).filter(
  (name) => name.startsWith('src/pages/') && ![...PUBLIC_PAGES, GIVING].includes(name),
);

const size = (files) =>
  [...files].reduce(
    (sum, file) => sum + gzipSync(readFileSync(path.join(client, file)), { level: 9 }).length,
    0,
  ) / 1000;

/** The document's own files and those of the page, and the styles of what the page shows later. */
function firstLoad(page) {
  expect(manifest[page], `${page} is in the build`).toBeDefined();
  const { scripts, styles } = collect(manifest, ['index.html', page]);
  const later = collect(manifest, manifest[page].dynamicImports ?? []);
  return { scripts, styles: new Set([...styles, ...later.styles]) };
}

describe('the first load', () => {
  it.each(PUBLIC_PAGES)('%s: 70 kB of script, 12 kB of styles', (page) => {
    const { scripts, styles } = firstLoad(page);
    expect(size(scripts)).toBeLessThanOrEqual(70);
    expect(size(styles)).toBeLessThanOrEqual(12);
  });

  it('a project: what stands below the first screens comes later', () => {
    const { scripts } = firstLoad('src/pages/ProjectPage.vue');
    const below = Object.entries(manifest).filter(([name]) =>
      /project-page\/(ProjectNeed|ProjectBudget|DonorWall)\.vue$/.test(name),
    );
    expect(below).toHaveLength(3);
    for (const [name, { file }] of below) expect([...scripts], name).not.toContain(file);
  });

  it('giving: 95 kB of script, 12 kB of styles', () => {
    const { scripts, styles } = firstLoad(GIVING);
    expect(size(scripts)).toBeLessThanOrEqual(95);
    expect(size(styles)).toBeLessThanOrEqual(12);
  });

  it.each(OTHERS)('%s: 160 kB of script, 20 kB of styles', (page) => {
    const { scripts, styles } = firstLoad(page);
    expect(size(scripts)).toBeLessThanOrEqual(160);
    expect(size(styles)).toBeLessThanOrEqual(20);
  });

  it('each catalogue: 12 kB', () => {
    const catalogues = Object.values(manifest).filter(({ src }) => src?.startsWith('src/locales/'));
    expect(catalogues.length).toBeGreaterThan(10);
    for (const { file, src } of catalogues) expect(size([file]), src).toBeLessThanOrEqual(12);
  });

  it('no font, and no script of anybody else', () => {
    const files = Object.values(manifest).flatMap(({ file, assets = [] }) => [file, ...assets]);
    expect(files.filter((file) => /\.(woff2?|ttf|otf)$/.test(file))).toEqual([]);
    const html = readFileSync(path.join(client, 'index.html'), 'utf8');
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
  });
});
