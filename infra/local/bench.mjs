// npm run bench -- verify [--lines N]: how long something takes at the size of years; see infra/bench.
import { parseArgs } from 'node:util';
import { say } from './progress.mjs';

/** @type {Record<string, () => Promise<{ main: (flags: { lines: string }) => Promise<number> }>>} */
const BENCHES = { verify: () => import('../bench/verify.mjs') };

/** @param {string[]} args */
export async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { lines: { type: 'string', default: '1000000' } },
  });
  const bench = BENCHES[positionals[0] ?? ''];
  if (bench === undefined || !/^[1-9]\d*$/.test(values.lines)) {
    say(`usage: npm run bench -- <${Object.keys(BENCHES).join('|')}> [--lines N]`);
    return 2;
  }
  return (await bench()).main(values);
}
