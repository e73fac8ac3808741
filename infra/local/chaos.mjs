// npm run chaos: faults of every kind while people give; what it prints is what the product promises.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buildWhenNeeded } from './build.mjs';
import { installWhenNeeded } from './install.mjs';
import { inRoot } from './paths.mjs';

export const CHAOS_NEEDS = ['shared', 'api', 'infra/stripe-emulator', 'infra/seed'];

/** @param {string[]} args see infra/chaos/README.md */
export async function main(args) {
  await installWhenNeeded();
  await buildWhenNeeded(new Set(CHAOS_NEEDS));
  const { removeLeftOvers } = await import('./test-services.mjs');
  await removeLeftOvers();
  const program = inRoot('infra/chaos/main.mjs');
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
