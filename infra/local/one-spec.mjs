// One test file of the api by itself, with a size of its own, on services of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buildWhenNeeded } from './build.mjs';
import { surroundings } from './environment.mjs';
import { installWhenNeeded } from './install.mjs';
import { inRoot } from './paths.mjs';

/**
 * @param {string} spec part of the file's path below api
 * @param {Record<string, string>} size variables the file reads
 * @param {string[]} [flags] for jest
 * @returns {Promise<number>} exit code
 */
export async function runOneSpec(spec, size, flags = []) {
  await installWhenNeeded();
  await buildWhenNeeded(new Set(['shared', 'api', 'infra/stripe-emulator']));
  const { startTestServices } = await import('./test-services.mjs');
  const services = await startTestServices();
  try {
    const env = {
      ...surroundings(process.env),
      ...services.env,
      TEST_EMULATOR: inRoot('infra/stripe-emulator/dist/main.js'),
      ...size,
    };
    const node = ['--no-warnings', '--experimental-vm-modules'];
    const jest = [inRoot('api/node_modules/jest/bin/jest.js'), spec, ...flags];
    const options = { cwd: inRoot('api'), env, stdio: /** @type {const} */ ('inherit') };
    const child = spawn(process.execPath, [...node, ...jest], options);
    const [code] = await once(child, 'exit');
    return code ?? 1;
  } finally {
    await services.stop();
  }
}
