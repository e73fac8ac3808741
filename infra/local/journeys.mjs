// The product the journeys walk through: fresh, filled with the demonstration, gone afterwards.
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';
import { fillWithDemonstration, startProduct } from './product.mjs';
import { runPlaywright } from './suites.mjs';

/** What the processes of the product said, kept where Playwright keeps its pictures. */
const KEPT_LOGS = 'e2e/test-results/logs';

/**
 * Filling takes minutes and little more than one core, so it begins early and is waited for late.
 *
 * @param {import('./suites.mjs').Context} context
 */
export function setStage(context) {
  const dataDirectory = join(context.directory, '../product');
  const stage = build(dataDirectory);
  // Told by play(); until somebody asks, a failure is nobody's.
  stage.catch(() => undefined);
  return {
    settled: () => stage.then(Boolean, Boolean),
    play: async () => play(context, await stage, dataDirectory),
    clear: async () => (await stage.catch(() => null))?.stop(),
  };
}

/** @param {string} dataDirectory */
async function build(dataDirectory) {
  const product = await startProduct({ dataDirectory, given: {}, durable: false });
  try {
    await fillWithDemonstration(product, '1', true);
  } catch (error) {
    await product.stop();
    keepLogs(dataDirectory);
    throw error;
  }
  return product;
}

/**
 * @param {import('./suites.mjs').Context} context
 * @param {import('./product.mjs').Product} product
 * @param {string} dataDirectory
 * @returns {Promise<import('./suites.mjs').Outcome>}
 */
async function play(context, product, dataDirectory) {
  // A journey is a visitor: it gets addresses, never a database.
  const env = { ...context.env, ...product.seed };
  delete env.TEST_DATABASE_URL;
  delete env.TEST_REDIS_URL;
  let crash = '';
  void product.crashed.then((reason) => (crash = reason));
  const outcome = await runPlaywright({ ...context, env });
  if (outcome.rows.every(({ failed }) => failed === 0)) return outcome;
  keepLogs(dataDirectory);
  const complaints = [...outcome.complaints, `What the servers said: ${KEPT_LOGS}`, crash];
  return { ...outcome, complaints: complaints.filter(Boolean) };
}

/** @param {string} dataDirectory */
function keepLogs(dataDirectory) {
  const logs = join(dataDirectory, 'logs');
  if (!existsSync(logs)) return;
  rmSync(inRoot(KEPT_LOGS), { recursive: true, force: true });
  cpSync(logs, inRoot(KEPT_LOGS), { recursive: true });
}
