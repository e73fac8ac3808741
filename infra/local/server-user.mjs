// PostgreSQL refuses to run as root. As root we become "nobody" for it, without creating a user on the machine.
import { spawnSync } from 'node:child_process';
import { chownSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { onPath } from './paths.mjs';

export const NOBODY = 65_534;

// DAC_OVERRIDE stays, because a clone under /root (mode 0700) must be readable. Without no_setuid_fixup
// access(2) forgets the capability and initdb says "Permission denied".
const SETPRIV = [
  '--securebits=+no_setuid_fixup',
  `--reuid=${NOBODY}`,
  `--regid=${NOBODY}`,
  '--clear-groups',
  '--inh-caps=-all,+dac_override',
  '--ambient-caps=-all,+dac_override',
  '--',
];

/**
 * @typedef {object} ServerUser
 * @property {string[]} prefix words to put before the command
 * @property {{ uid?: number, gid?: number }} spawn options for spawn
 * @property {number | null} owner who must own the data directory; null = whoever we are
 */

/** @type {ServerUser | undefined} */
let known;

/** @returns {ServerUser} */
export function serverUser() {
  known ??= chooseServerUser();
  return known;
}

/** @returns {ServerUser} */
function chooseServerUser() {
  if (process.getuid?.() !== 0) return { prefix: [], spawn: {}, owner: null };
  const setpriv = onPath('setpriv');
  if (setpriv && spawnSync(setpriv, [...SETPRIV, 'true'], { stdio: 'ignore' }).status === 0) {
    return { prefix: [setpriv, ...SETPRIV], spawn: {}, owner: NOBODY };
  }
  return { prefix: [], spawn: { uid: NOBODY, gid: NOBODY }, owner: NOBODY };
}

/**
 * A directory copied or made by root has the wrong owner for the server; give it back, all of it.
 *
 * @param {string} path
 */
export function handOver(path) {
  const { owner } = serverUser();
  if (owner === null) return;
  const status = lstatSync(path);
  if (status.uid !== owner) chownSync(path, owner, owner);
  if (!status.isDirectory()) return;
  for (const name of readdirSync(path)) handOver(join(path, name));
}
