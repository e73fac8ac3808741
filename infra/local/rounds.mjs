// npm run rounds -- races 1000 | webhooks 10000: tests of the api with chance in them, so many times.
import { runOneSpec } from './one-spec.mjs';
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
  return runOneSpec(kind.spec, { [kind.variable]: rounds }, ['--verbose']);
}
