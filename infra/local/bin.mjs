// npm start, npm test, npm run verify | seed | build | chaos | rounds | bench. No dependencies here: this file installs them.
import { CommandFailed } from './command.mjs';
import { say } from './progress.mjs';

const OLDEST_NODE = [20, 19];
const LAST_LINES = 60;

/** @type {Record<string, () => Promise<{ main: (args: string[]) => Promise<number> }>>} */
const COMMANDS = {
  start: () => import('./start.mjs'),
  test: () => import('./test.mjs'),
  verify: () => import('./verify.mjs'),
  seed: () => import('./seed.mjs'),
  chaos: () => import('./chaos.mjs'),
  rounds: () => import('./rounds.mjs'),
  bench: () => import('./bench.mjs'),
  build: () => import('./build-command.mjs'),
};

/** @param {string} version as in process.versions.node */
export function isNodeRecentEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = /** @type {[number, number]} */ (OLDEST_NODE);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** @param {unknown} error */
function explain(error) {
  if (error instanceof CommandFailed) {
    const lines = error.output.trimEnd().split('\n');
    say(`\n${lines.slice(-LAST_LINES).join('\n')}`);
    say(`\n${error.message}. VERBOSE=1 shows everything while it happens.`);
    return;
  }
  const isExpected = error instanceof Error && error.name !== 'Error' && error.name !== 'TypeError';
  say(`\n${isExpected || !(error instanceof Error) ? String(error) : error.stack}`);
}

async function main() {
  if (!isNodeRecentEnough(process.versions.node)) {
    say(`Node.js ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.versions.node}.`);
    return 1;
  }
  const [name = '', ...args] = process.argv.slice(2);
  const load = COMMANDS[name];
  if (!load) {
    say(`usage: node infra/local/bin.mjs <${Object.keys(COMMANDS).join('|')}>`);
    return 2;
  }
  try {
    return await (await load()).main(args);
  } catch (error) {
    explain(error);
    return 1;
  }
}

// Old Node versions must reach the message above, so nothing here uses newer syntax than they can read.
main().then((code) => process.exit(code));
