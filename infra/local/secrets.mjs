// Keys of one installation: made once, kept in a file only its owner can read, never shown.
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** @param {number} bytes */
const hex = (bytes) => randomBytes(bytes).toString('hex');

const MAKERS = {
  postgresPassword: () => hex(16),
  appPassword: () => hex(16),
  redisPassword: () => hex(16),
  authSecret: () => hex(32),
  webhookSecret: () => `whsec_${hex(24)}`,
  stripeKey: () => `sk_test_${hex(24)}`,
  totpKey: () => randomBytes(32).toString('base64'),
};

/** @typedef {{ [name in keyof typeof MAKERS]: string }} Secrets */

/**
 * @param {string} file
 * @returns {Secrets} those in the file, and new ones for what it lacks
 */
export function openSecrets(file) {
  /** @type {Partial<Secrets>} */
  let kept = {};
  try {
    kept = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
  }
  const names = /** @type {Array<keyof Secrets>} */ (Object.keys(MAKERS));
  const missing = names.filter((name) => !kept[name]);
  for (const name of missing) kept[name] = MAKERS[name]();
  if (missing.length > 0) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
    chmodSync(file, 0o600);
  }
  return /** @type {Secrets} */ (kept);
}
