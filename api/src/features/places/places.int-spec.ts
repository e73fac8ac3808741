import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from '@vatra/shared/paging.dto';
import type { PlaceView, PlaceWithCountsView } from '@vatra/shared/places/places.views';
import type { Problem } from '@vatra/shared/problem';
import { startTestApp, type TestApp } from '../../../test/app.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

async function search(query: string): Promise<Page<PlaceWithCountsView>> {
  const { status, body } = await app
    .visitor()
    .get<Page<PlaceWithCountsView>>(`/places?limit=100&${query}`);
  expect(status).toBe(200);
  return body;
}

async function namesFor(words: string): Promise<string[]> {
  return (await search(`query=${encodeURIComponent(words)}`)).items.map(({ name }) => name);
}

describe('searching a place', () => {
  it.each(['Costești', 'costesti', 'COSTEŞTI', 'Костешты', 'ostest'])(
    'finds Costești by %s',
    async (words) => {
      expect(await namesFor(words)).toContain('Costești');
    },
  );

  it.each(['Cârnățeni', 'Cîrnățeni', 'Кырнацены', 'Cirnateni'])(
    'finds Cîrnățeni by %s',
    async (words) => {
      expect(await namesFor(words)).toEqual(['Cîrnățeni']);
    },
  );

  it.each(['%', '_', "' OR 1=1 --", '\\'])(
    'takes %s for a word, not for a pattern',
    async (words) => {
      const all = (await search('')).items.length;
      const found = (await namesFor(words)).length;
      expect([0, all]).toContain(found);
      if (/[a-z0-9]/i.test(words)) expect(found).toBe(0);
    },
  );

  it('tells two places apart by their district', async () => {
    const { items } = await search(`district=${encodeURIComponent('Cahul')}`);
    expect(items.length).toBeGreaterThan(2);
    expect(new Set(items.map(({ district }) => district))).toEqual(new Set(['Cahul']));
    const districts = await app.visitor().get<{ district: string; places: number }[]>('/districts');
    expect(districts.body.find(({ district }) => district === 'Cahul')?.places).toBe(items.length);
  });

  it('pages through every place once', async () => {
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const { body } = await app.visitor().get<Page<PlaceView>>(`/places?limit=7${cursor}`);
      seen.push(...body.items.map(({ id }) => id));
      next = body.next;
    }
    expect(seen).toHaveLength(54);
    expect(new Set(seen).size).toBe(54);
  });

  it.each(['limit=0', 'limit=101', 'limit=1e2', 'limit=0x10', 'cursor=abc', 'sort=name'])(
    'refuses ?%s',
    async (query) => {
      expect((await app.visitor().get<Problem>(`/places?${query}`)).status).toBe(422);
    },
  );

  it('refuses a parameter given twice', async () => {
    const { status, body } = await app.visitor().get<Problem>('/places?query=a&query=b');
    expect([status, body.code]).toEqual([400, 'http.repeated-parameter']);
  });
});

describe('a place', () => {
  it('ruling 48: has no point on the map when it is invented', async () => {
    const { body } = await app.visitor().get<PlaceView>('/places/valea-exemplu');
    expect([body.invented, body.latitude, body.longitude]).toEqual([true, null, null]);
  });

  it('keeps its id when the gazetteer is loaded again', async () => {
    const before = await app.database.query('SELECT id, key FROM places ORDER BY key');
    const { DataSource } = await import('typeorm');
    const { loadGazetteer } = await import('./gazetteer.repository.js');
    const owner = new DataSource({ type: 'postgres', url: app.database.ownerUrl });
    await owner.initialize();
    await loadGazetteer(owner);
    await owner.destroy();
    expect(await app.database.query('SELECT id, key FROM places ORDER BY key')).toEqual(before);
  });

  it('is answered with 404 when nobody knows it', async () => {
    const { status, body } = await app.visitor().get<Problem>('/places/atlantida');
    expect([status, body.code]).toEqual([404, 'places.unknown']);
  });
});
