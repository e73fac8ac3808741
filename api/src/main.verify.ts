import { parseArgs } from 'node:util';
import { readConfig } from './platform/config/config.js';
import { onConnections } from './verify/connections.js';
import { asJson, asText, judge } from './verify/report.js';
import { StripeBooks } from './verify/stripe-books.js';
import { verify } from './verify/verify.js';

/**
 * `--json` for machines; `--seeded` also fails when an invariant had nothing to look at (ruling 46);
 * `--books` reads our own books alone, as the worker does every minute, and does not ask the provider.
 */
const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seeded: { type: 'boolean', default: false },
    books: { type: 'boolean', default: false },
  },
});
const config = readConfig();
const provider = new StripeBooks(
  config.stripeApiBase?.replace(/\/$/, '') ?? 'https://api.stripe.com',
  config.stripeSecretKey,
);
const stripe = flags.books ? null : provider;
const isLive = /^[rs]k_live_/.test(config.stripeSecretKey);
const lines = await onConnections(config.databaseUrl, (database, beside) =>
  verify({ database, stripe, isLive }, { beside }),
);
const report = judge(lines, flags.seeded);
console.log(flags.json ? asJson(report) : asText(report));
process.exitCode = report.ok ? 0 : 1;
