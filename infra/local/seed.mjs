// npm run seed [-- --seed N]: fills a running product with another invented world.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fillWithDemonstration } from './product.mjs';
import { DATA } from './paths.mjs';
import { say } from './progress.mjs';
import { readPidFile } from './running.mjs';

/** @param {string[]} args */
export async function main(args) {
  const { values } = parseArgs({ args, options: { seed: { type: 'string', default: '1' } } });
  const launcher = readPidFile(join(DATA, 'run/launcher.json'));
  if (!launcher?.seed) {
    say('The seed is a visitor: start the product first with npm start.');
    return 1;
  }
  const seed = /** @type {Record<string, string>} */ (launcher.seed);
  await fillWithDemonstration({ seed }, values.seed);
  return 0;
}
