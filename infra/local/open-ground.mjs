// The databases, the emulator and the bank for a command: those of the running product, or started for as long as it lasts.
import { join } from 'node:path';
import { startGround } from './ground.mjs';
import { readPidFile } from './running.mjs';
import { openSecrets } from './secrets.mjs';

/**
 * @param {import('./ground.mjs').ProductOptions} options
 * @returns {Promise<{ input: Parameters<typeof import('./environment.mjs').ownerVariables>[0], stop: () => Promise<void> }>}
 */
export async function openGround(options) {
  const { dataDirectory, given } = options;
  const filesDirectory = join(dataDirectory, 'files');
  const launcher = readPidFile(join(dataDirectory, 'run/launcher.json'));
  if (launcher?.addresses) {
    const addresses = /** @type {import('./environment.mjs').Addresses} */ (launcher.addresses);
    const secrets = openSecrets(join(dataDirectory, 'secrets.json'));
    return { input: { given, secrets, addresses, filesDirectory }, stop: async () => undefined };
  }
  const { secrets, addresses, stop } = await startGround(options);
  return { input: { given, secrets, addresses, filesDirectory }, stop };
}
