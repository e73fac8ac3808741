import type { StripePage } from './stripe.types.js';

type List<Item> = (after?: string) => Promise<StripePage<Item>>;

/**
 * All that is listed, newest first, a hundred at a time to the end. There is no count at which it gives
 * up, for whoever asks would give up with it for good: the list has its bound from its owner (a charge,
 * a customer, an account) or from its window.
 */
async function* listed<Item extends { readonly id: string }>(
  list: List<Item>,
): AsyncGenerator<Item> {
  let page = await list();
  for (;;) {
    yield* page.items;
    const last = page.items.at(-1);
    if (!page.hasMore || last === undefined) return;
    page = await list(last.id);
  }
}

/** The newest that is meant. */
export async function findListed<Item extends { readonly id: string }>(
  list: List<Item>,
  isMeant: (item: Item) => boolean,
): Promise<Item | null> {
  for await (const item of listed(list)) if (isMeant(item)) return item;
  return null;
}

export async function allListed<Item extends { readonly id: string }>(
  list: List<Item>,
): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of listed(list)) items.push(item);
  return items;
}
