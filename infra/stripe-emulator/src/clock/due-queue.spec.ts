import { expect, it } from '@jest/globals';
import { DueQueue } from './due-queue.js';

function drain(queue: DueQueue): string[] {
  const ids: string[] = [];
  for (let item = queue.pop(); item; item = queue.pop()) ids.push(item.id);
  return ids;
}

it('gives things back by instant, and those of one instant as they came', () => {
  const queue = new DueQueue();
  const instants = [5, 1, 3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5];
  for (const [at, atMs] of instants.entries())
    queue.push({ kind: 'payout', id: `${atMs}-${at}`, atMs, act: 'payout.arrive' });
  const expected = instants
    .map((atMs, at) => ({ atMs, at }))
    .sort((a, b) => a.atMs - b.atMs || a.at - b.at)
    .map(({ atMs, at }) => `${atMs}-${at}`);
  expect(drain(queue)).toEqual(expected);
});

it('is empty after it was cleared', () => {
  const queue = new DueQueue();
  queue.push({ kind: 'payout', id: 'po_1', atMs: 1, act: 'payout.arrive' });
  queue.clear();
  expect([queue.peek(), queue.pop(), queue.size]).toEqual([null, null, 0]);
});
