import { describe, expect, it } from '@jest/globals';
import { passwordsFor } from './passwords.js';

const password = 'a long enough password';
const live = passwordsFor(false);
const demo = passwordsFor(true);

describe('a kept password', () => {
  it.each([live, demo])(
    'is known again, another is not, and no two hashes are alike',
    async (it) => {
      const hash = await it.hash(password);
      expect(await it.hash(password)).not.toBe(hash);
      expect(hash).not.toContain(password);
      expect(await it.verify({ hash, password })).toBe(true);
      expect(await it.verify({ hash, password: `${password}!` })).toBe(false);
    },
  );

  it('of a demonstration opens nothing where real people sign in', async () => {
    expect(await live.verify({ hash: await demo.hash(password), password })).toBe(false);
  });

  it('kept before stays known in a demonstration', async () => {
    expect(await demo.verify({ hash: await live.hash(password), password })).toBe(true);
  });
});
