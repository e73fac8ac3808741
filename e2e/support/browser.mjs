// Finds a Chromium on any machine: one that is there, or the one that comes as an npm package.
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const PACKED_VERSION = '147.0.0';

// The package's own list also switches off the same-origin policy and site isolation, so only what a
// container forces on us is taken: no sandbox as root, no large /dev/shm, glyphs alike everywhere.
const ARGS = ['--no-sandbox', '--disable-dev-shm-usage', '--font-render-hinting=none'];

export class BrowserMissing extends Error {
  constructor() {
    super(
      'No Chromium was found. Install one (Debian: apt-get install chromium; anywhere: npx playwright ' +
        'install chromium) or say where it is: CHROME_PATH=/path/to/chrome',
    );
    this.name = 'BrowserMissing';
  }
}

/** @typedef {{ executablePath: string, args: string[], env: Record<string, string>, from: string }} Browser */

/**
 * @returns {Promise<Browser>} what Playwright's launchOptions take
 * @throws {BrowserMissing}
 */
export async function resolveBrowser() {
  const found = installedBrowser();
  if (found) return { ...found, args: ARGS, env: currentEnvironment() };
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new BrowserMissing();
  return packedBrowser();
}

function installedBrowser() {
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) return { executablePath: CHROME_PATH, from: 'CHROME_PATH' };
  const own = chromium.executablePath();
  if (own && existsSync(own)) return { executablePath: own, from: 'playwright' };
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const name = NAMES.find((candidate) => isProgram(join(folder, candidate)));
    if (name) return { executablePath: join(folder, name), from: name };
  }
  return null;
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @returns {Promise<Browser>} */
async function packedBrowser() {
  const home = join(cacheFolder(), `chromium-${PACKED_VERSION}`);
  const executablePath = join(home, 'chromium');
  if (!existsSync(executablePath)) await unpack(home);
  // The package names a temporary fonts folder in its settings; without any font Chromium crashes.
  const fontSettings = join(home, 'fonts.conf');
  writeFileSync(fontSettings, fontConfiguration(home));
  const libraries = [join(home, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean);
  return {
    executablePath,
    args: ARGS,
    env: {
      ...currentEnvironment(),
      LD_LIBRARY_PATH: libraries.join(':'),
      FONTCONFIG_FILE: fontSettings,
    },
    from: `package ${PACKED_VERSION}`,
  };
}

/**
 * The package unpacks into the system's temporary folder, readable by one user, and its libraries only
 * where it believes to run as a cloud function. Both are told otherwise while it works, in a folder that
 * gets its name when it is complete.
 *
 * @param {string} home
 */
async function unpack(home) {
  const work = `${home}.work-${process.pid}`;
  const before = { ...process.env };
  mkdirSync(work, { recursive: true });
  Object.assign(process.env, { TMPDIR: work, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' });
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    await packed.executablePath();
    if (!existsSync(home)) renameSync(work, home);
  } catch (error) {
    throw Object.assign(new BrowserMissing(), { cause: error });
  } finally {
    rmSync(work, { recursive: true, force: true });
    for (const name of [
      'TMPDIR',
      'AWS_EXECUTION_ENV',
      'LD_LIBRARY_PATH',
      'FONTCONFIG_PATH',
      'HOME',
    ]) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}

function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME ?? join(process.env.HOME ?? homedir(), '.cache');
  try {
    mkdirSync(join(base, 'vatra'), { recursive: true });
    accessSync(join(base, 'vatra'), constants.W_OK);
    return join(base, 'vatra');
  } catch {
    const own = join(import.meta.dirname, '../../.data/cache');
    mkdirSync(own, { recursive: true });
    return own;
  }
}

/** @param {string} home */
const fontConfiguration = (home) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${home}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${home}/font-cache</cachedir>
</fontconfig>
`;

/** @returns {Record<string, string>} */
function currentEnvironment() {
  const set = Object.entries(process.env).filter((entry) => entry[1] !== undefined);
  return /** @type {Record<string, string>} */ (Object.fromEntries(set));
}
