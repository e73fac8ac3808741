import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRecentEnough, redisConfiguration, redisSources } from '../redis.mjs';

const NOTHING = { onPath: false, cached: false, canUnpack: false, hasDocker: async () => false };

describe('where Redis comes from', () => {
  it('prefers what is installed, then what was unpacked before, then the archive', async () => {
    const everything = { onPath: true, cached: true, canUnpack: true, hasDocker: async () => true };
    assert.deepEqual(await redisSources(everything), ['path', 'cache', 'package']);
    assert.deepEqual(await redisSources({ ...everything, onPath: false }), ['cache', 'package']);
  });

  it('asks docker only when there is nothing else, because it is slow to say no', async () => {
    let asked = 0;
    const hasDocker = async () => {
      asked += 1;
      return true;
    };
    await redisSources({ ...NOTHING, canUnpack: true, hasDocker });
    assert.equal(asked, 0);
    assert.deepEqual(await redisSources({ ...NOTHING, hasDocker }), ['docker']);
  });

  it('never falls back to something in memory', async () => {
    assert.deepEqual(await redisSources(NOTHING), ['none']);
  });

  it('needs 6.2, of Redis or Valkey', () => {
    assert.ok(isRecentEnough('Redis server v=7.0.15 sha=00000000:0'));
    assert.ok(isRecentEnough('Server v=8.1.0 valkey'));
    assert.ok(isRecentEnough('redis_version:6.2.1'));
    assert.ok(!isRecentEnough('Redis server v=6.0.16'));
    assert.ok(!isRecentEnough('command not found'));
  });
});

describe('the settings of Redis', () => {
  it('listen to this machine only, never throw keys away, and keep the log when durable', () => {
    const text = redisConfiguration({ directory: '/tmp/r', durable: true, password: 'pw' }, 4331);
    for (const line of [
      'bind 127.0.0.1',
      'maxmemory-policy noeviction',
      'appendonly yes',
      'requirepass pw',
    ]) {
      assert.ok(text.split('\n').includes(line), line);
    }
    assert.ok(redisConfiguration({ directory: '/tmp/r' }, 1).includes('appendonly no'));
  });
});
