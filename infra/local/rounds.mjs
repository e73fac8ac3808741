// npm run rounds -- races 1000 | webhooks 10000: tests of the api with chance in them, so many times.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buildWhenNeeded } from './build.mjs';
import { surroundings } from './environment.mjs';
import { installWhenNeeded } from './install.mjs';
import { inRoot } from './paths.mjs';
import { say } from './progress.mjs';

/** @type {Record<string, { spec: string, variable: string }>} */
const KINDS = {
  races: { spec: 'test/races/', variable: 'TEST_RACE_ROUNDS' },
  webhooks: { spec: 'src/features/payments/webhook-orders', variable: 'TEST_HISTORIES' },
};

/** @param {string[]} args */
export async function main([name = '', rounds = '']) {
  const kind = KINDS[name];
  if (kind === undefined || !/^[1-9]\d*$/.test(rounds)) {
    say(`usage: npm run rounds -- <${Object.keys(KINDS).join('|')}> <how many>`);
    return 2;
  }
  await installWhenNeeded();
  await buildWhenNeeded(new Set(['shared', 'api', 'infra/stripe-emulator']));
  const { startTestServices } = await import('./test-services.mjs');
  const services = await startTestServices();
  try {
    const env = {
      ...surroundings(process.env),
      ...services.env,
      TEST_EMULATOR: inRoot('infra/stripe-emulator/dist/main.js'),
      [kind.variable]: rounds,
    };
    const node = ['--no-warnings', '--experimental-vm-modules'];
    const jest = [inRoot('api/node_modules/jest/bin/jest.js'), kind.spec, '--verbose'];
    const options = { cwd: inRoot('api'), env, stdio: /** @type {const} */ ('inherit') };
    const child = spawn(process.execPath, [...node, ...jest], options);
    const [code] = await once(child, 'exit');
    return code ?? 1;
  } finally {
    await services.stop();
  }
}
