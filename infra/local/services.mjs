// node infra/local/services.mjs test [--minutes N] [--out file.json]
// A PostgreSQL and a Redis for somebody running single test files by hand.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startTestServices } from './test-services.mjs';

const MS_PER_MINUTE = 60_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string' }, out: { type: 'string' } },
});

if (positionals[0] !== 'test') {
  process.stderr.write(
    'usage: node infra/local/services.mjs test [--minutes N] [--out file.json]\n',
  );
  process.exit(2);
}

const services = await startTestServices((detail) => process.stderr.write(`redis: ${detail}\n`));
for (const [name, value] of Object.entries(services.env)) {
  process.stdout.write(`export ${name}='${value}'\n`);
}
if (values.out) writeFileSync(values.out, `${JSON.stringify(services.env, null, 2)}\n`);

let isStopping = false;
async function stop() {
  if (isStopping) return;
  isStopping = true;
  await services.stop();
  process.exit(0);
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, stop);
if (values.minutes) {
  setTimeout(stop, Number(values.minutes) * MS_PER_MINUTE);
} else {
  process.stdin.resume();
  process.stdin.once('end', stop);
}
