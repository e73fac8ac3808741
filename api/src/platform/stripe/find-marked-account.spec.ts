import { describe, expect, it } from '@jest/globals';
import { findMarkedAccount } from './find-marked-account.js';

const MARK = { key: 'connected_account_id', value: 'ours' };
const SINCE = new Date('2026-11-20T10:00:00Z');

/** So many accounts of others, a minute apart, the newest first; it counts what is read of them. */
function accounts(count: number, newest: string, oursAt: number | null = null) {
  const seen = { read: 0 };
  async function* list() {
    for (let at = 0; at < count; at += 1) {
      seen.read += 1;
      const created = new Date(Date.parse(newest) - at * 60_000).toISOString();
      const metadata: Record<string, string> = at === oursAt ? { [MARK.key]: MARK.value } : {};
      yield await Promise.resolve({ id: `acct_${String(at)}`, created, metadata });
    }
  }
  return { list: list(), seen };
}

describe('an account that an earlier attempt may have made', () => {
  it('is not looked for among those that are older, however many there are', async () => {
    const { list, seen } = accounts(20_000, '2026-11-20T10:02:00Z');
    expect(await findMarkedAccount(list, MARK, SINCE)).toBeNull();
    expect(seen.read).toBe(4);
  });

  it('is found behind any number of newer ones', async () => {
    const { list } = accounts(6_000, '2026-11-30T10:00:00Z', 5_500);
    expect(await findMarkedAccount(list, MARK, SINCE)).toBe('acct_5500');
  });

  it('is none of somebody else with another mark', async () => {
    const { list } = accounts(3, '2026-11-20T10:02:00Z', 1);
    expect(await findMarkedAccount(list, { ...MARK, value: 'theirs' }, SINCE)).toBeNull();
  });
});
