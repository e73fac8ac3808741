// Redis without root and without installing anything: the distribution's own packages, unpacked into a cache.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.mjs';
import { cacheDirectory, onPath } from './paths.mjs';

const DOWNLOAD_LIMIT_MS = 180_000;

const LIBRARY_FOLDER =
  process.arch === 'arm64' ? 'usr/lib/aarch64-linux-gnu' : 'usr/lib/x86_64-linux-gnu';

/** @typedef {{ program: string, env: NodeJS.ProcessEnv, from: string }} RedisProgram */

const home = () => join(cacheDirectory(), `redis-${process.platform}-${process.arch}`);

/** @returns {RedisProgram | null} */
export function findUnpacked(root = home()) {
  const program = join(root, 'usr/bin/redis-server');
  if (!existsSync(program)) return null;
  const libraries = [join(root, LIBRARY_FOLDER), process.env.LD_LIBRARY_PATH].filter(Boolean);
  return { program, env: { LD_LIBRARY_PATH: libraries.join(':') }, from: 'cache' };
}

export function canUnpack() {
  return process.platform === 'linux' && Boolean(onPath('apt-get') && onPath('dpkg-deb'));
}

/**
 * @param {(detail: string) => void} tell
 * @returns {Promise<RedisProgram>}
 */
export async function unpackRedis(tell) {
  const root = home();
  const work = `${root}.work-${process.pid}`;
  const unpacked = join(work, 'root');
  for (const folder of ['state/lists/partial', 'cache/archives/partial', 'root']) {
    mkdirSync(join(work, folder), { recursive: true });
  }
  try {
    const apt = aptOptions(work);
    tell('reading package lists');
    await run('apt-get', [...apt, 'update'], { limitMs: DOWNLOAD_LIMIT_MS });
    tell('downloading');
    const install = ['--no-install-recommends', '--download-only', 'install', 'redis-server'];
    await run('apt-get', [...apt, ...install], { limitMs: DOWNLOAD_LIMIT_MS });
    tell('unpacking');
    const archives = join(work, 'cache/archives');
    for (const name of readdirSync(archives).filter((file) => file.endsWith('.deb'))) {
      await run('dpkg-deb', ['-x', join(archives, name), unpacked]);
    }
    const made = findUnpacked(unpacked);
    if (!made) throw new Error('The packages held no redis-server.');
    await run(made.program, ['--version'], { env: { ...process.env, ...made.env } });
    rmSync(root, { recursive: true, force: true });
    renameSync(unpacked, root);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return { .../** @type {RedisProgram} */ (findUnpacked()), from: 'package' };
}

/** A private package state: nothing of the machine's own is read beyond its sources, nothing is written. @param {string} work */
function aptOptions(work) {
  const settings = {
    'Dir::State': join(work, 'state'),
    'Dir::State::status': '/var/lib/dpkg/status',
    'Dir::Cache': join(work, 'cache'),
    'Debug::NoLocking': '1',
    // As root apt would become another user, who cannot write into the private state.
    ...(process.getuid?.() === 0 ? { 'APT::Sandbox::User': 'root' } : {}),
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
  };
  return [
    ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
    '-qy',
  ];
}
