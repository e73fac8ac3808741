import { describe, expect, it } from 'vitest';
import { ApiUnreachable } from '../../platform/api/refusal';
import { useMorePages } from './useMorePages';

describe('a list that is read page by page', () => {
  it('has the next page behind the first when asked, and says when there is none', async () => {
    const asked: string[] = [];
    const list = useMorePages(
      () => ({ items: [1, 2], next: 'behind 2' }),
      (cursor) => {
        asked.push(cursor);
        return Promise.resolve({ items: [3], next: null });
      },
    );
    expect([list.items.value, list.hasMore.value]).toEqual([[1, 2], true]);
    await list.more();
    expect([list.items.value, list.hasMore.value]).toEqual([[1, 2, 3], false]);
    await list.more();
    expect(asked).toEqual(['behind 2']);
  });

  it('keeps what it has when the next page does not come', async () => {
    const list = useMorePages(
      () => ({ items: [1], next: 'behind 1' }),
      () => Promise.reject(new ApiUnreachable()),
    );
    await list.more();
    expect([list.items.value, list.hasMore.value]).toEqual([[1], true]);
    expect(list.act.refusal.value).not.toBeNull();
  });
});
