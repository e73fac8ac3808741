import { parseArgs } from 'node:util';
import pg from 'pg';
import { readConfig } from './platform/config/config.js';
import { asJson, asText, judge } from './verify/report.js';
import { StripeBooks } from './verify/stripe-books.js';
import { verify } from './verify/verify.js';

/** `--json` for machines; `--seeded` also fails when an invariant had nothing to look at (ruling 46). */
const { values: flags } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    seeded: { type: 'boolean', default: false },
  },
});
const config = readConfig();
const database = new pg.Client({ connectionString: config.databaseUrl });
await database.connect();
const stripe = new StripeBooks(
  config.stripeApiBase?.replace(/\/$/, '') ?? 'https://api.stripe.com',
  config.stripeSecretKey,
);
const isLive = /^[rs]k_live_/.test(config.stripeSecretKey);
const report = judge(await verify({ database, stripe, isLive }), flags.seeded);
await database.end();
console.log(flags.json ? asJson(report) : asText(report));
process.exitCode = report.ok ? 0 : 1;
