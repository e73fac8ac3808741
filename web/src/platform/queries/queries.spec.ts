// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { defineComponent, h, ref, type Ref } from 'vue';
import { QueryCache, QueryCacheMissing } from './queryCache';
import { useQuery } from './useQuery';

function shown(
  cache: QueryCache,
  ask: (name: string) => Promise<string>,
  name: Ref<string> = ref('a'),
) {
  const Page = defineComponent(() => {
    const { data, error } = useQuery({
      key: () => ['thing', name.value],
      query: () => ask(name.value),
      staleTime: 60_000,
    });
    return () => h('p', error.value ? 'failed' : (data.value ?? 'nothing'));
  });
  return mount(Page, { global: { plugins: [cache] } });
}

function counting() {
  const asked: string[] = [];
  return { asked, ask: (name: string) => Promise.resolve(`${name}${String(asked.push(name))}`) };
}

describe('the answers of the api', () => {
  it('are asked once by all who show them, and again by nobody while they are fresh', async () => {
    const cache = new QueryCache();
    const { asked, ask } = counting();
    const [one, two] = [shown(cache, ask), shown(cache, ask)];
    await flushPromises();
    const later = shown(cache, ask);
    await flushPromises();
    expect([one.text(), two.text(), later.text()]).toEqual(['a1', 'a1', 'a1']);
    expect(asked).toEqual(['a']);
  });

  it('are asked anew when the question changes', async () => {
    const name = ref('a');
    const { asked, ask } = counting();
    const page = shown(new QueryCache(), ask, name);
    await flushPromises();
    name.value = 'b';
    await flushPromises();
    expect(page.text()).toBe('b2');
    expect(asked).toEqual(['a', 'b']);
  });

  it('are asked again on the page after something was changed, and elsewhere when shown', async () => {
    const cache = new QueryCache();
    const { ask } = counting();
    const page = shown(cache, ask);
    await flushPromises();
    await cache.invalidateQueries();
    expect(page.text()).toBe('a2');
    page.unmount();
    await cache.invalidateQueries({ key: ['thing'] });
    const again = shown(cache, ask);
    await flushPromises();
    expect(again.text()).toBe('a3');
  });

  it('travel from the server without being asked a second time', async () => {
    const server = new QueryCache();
    const first = shown(server, counting().ask);
    await flushPromises();
    const browser = new QueryCache();
    browser.hydrate(JSON.parse(JSON.stringify(server.serialise())) as never);
    const { asked, ask } = counting();
    const page = shown(browser, ask);
    expect(page.text()).toBe(first.text());
    await flushPromises();
    expect(asked).toEqual([]);
  });

  it('are asked in the browser when the server did not wait for them', async () => {
    const server = new QueryCache();
    server.entryOf(['thing', 'a']);
    const browser = new QueryCache();
    browser.hydrate(server.serialise());
    const page = shown(browser, counting().ask);
    await flushPromises();
    expect(page.text()).toBe('a1');
  });

  it('keep a failure, and lose it with the next answer', async () => {
    const cache = new QueryCache();
    let isBroken = true;
    const page = shown(cache, () =>
      isBroken ? Promise.reject(new Error('no')) : Promise.resolve('yes'),
    );
    await flushPromises();
    expect(page.text()).toBe('failed');
    isBroken = false;
    await cache.invalidateQueries();
    await flushPromises();
    expect(page.text()).toBe('yes');
  });

  it('need an application that keeps them', () => {
    const Page = defineComponent(() => {
      useQuery({ key: ['x'], query: () => Promise.resolve('x') });
      return () => h('p');
    });
    expect(() => mount(Page, { global: { config: { warnHandler: () => undefined } } })).toThrow(
      QueryCacheMissing,
    );
  });
});
