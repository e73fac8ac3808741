import { describe, expect, it } from '@jest/globals';
import { findListed } from './find-listed.js';

const PAGE = 100;

/** A list of so many, newest first, that counts how often it is asked. */
function listOf(length: number) {
  const asked: (string | undefined)[] = [];
  const list = (after?: string) => {
    asked.push(after);
    const from = after === undefined ? 0 : Number(after) + 1;
    const items = Array.from({ length: Math.min(PAGE, length - from) }, (_, at) => ({
      id: String(from + at),
    }));
    return Promise.resolve({ items, hasMore: from + PAGE < length });
  };
  return { asked, list };
}

describe('looking through a list for what an earlier attempt made', () => {
  it('goes on to its end, however much there is', async () => {
    const { asked, list } = listOf(6_100);
    expect(await findListed(list, ({ id }) => id === '6099')).toEqual({ id: '6099' });
    expect(asked).toHaveLength(61);
    expect(asked.slice(0, 3)).toEqual([undefined, '99', '199']);
  });

  it('takes the newest that is meant, and asks no further', async () => {
    const { asked, list } = listOf(500);
    expect(await findListed(list, ({ id }) => Number(id) % 150 === 149)).toEqual({ id: '149' });
    expect(asked).toHaveLength(2);
  });

  it('says so when nothing is meant, and when there is nothing', async () => {
    expect(await findListed(listOf(250).list, () => false)).toBeNull();
    expect(await findListed(listOf(0).list, () => true)).toBeNull();
    const broken = () => Promise.resolve({ items: [], hasMore: true });
    expect(await findListed(broken, () => true)).toBeNull();
  });
});
