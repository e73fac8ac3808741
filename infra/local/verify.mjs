// npm run verify: every invariant, over the running product's database or, when nothing runs, over the stored one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { buildWhenNeeded } from './build.mjs';
import { surroundings, ownerVariables } from './environment.mjs';
import { readGiven } from './given.mjs';
import { installWhenNeeded } from './install.mjs';
import { DATA, inRoot } from './paths.mjs';
import { say } from './progress.mjs';

/** @param {string[]} args handed on to the command of the api */
export async function main(args) {
  await installWhenNeeded();
  await buildWhenNeeded();
  const program = inRoot('api/dist/main.verify.js');
  if (!existsSync(program)) {
    say('There is no api/dist/main.verify.js: the api is not complete.');
    return 1;
  }
  const { openGround } = await import('./open-ground.mjs');
  const ground = await openGround({ dataDirectory: DATA, given: readGiven() });
  try {
    const env = { ...surroundings(process.env), ...ownerVariables(ground.input) };
    const child = spawn(process.execPath, [program, ...args], { env, stdio: 'inherit' });
    const [code] = await once(child, 'exit');
    return code ?? 1;
  } finally {
    await ground.stop();
  }
}
