import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nameFirstAdministrator } from '../src/features/accounts/bootstrap.repository.js';
import { startTestApp, type TestApp } from './app.js';

const SEED = path.resolve(import.meta.dirname, '../../infra/seed/dist/main.js');
const NOWHERE = 'http://127.0.0.1:9';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ emulator: true });
  await nameFirstAdministrator(app.database.ownerUrl, app.config.bootstrapAdminEmail ?? '');
});
afterAll(() => app.close());

describe('the seed', () => {
  it('makes its people and projects with addresses alone: it has no key to a database or a queue', async () => {
    // Everything it is told; nothing is inherited.
    const env = {
      PATH: process.env.PATH,
      API_URL: `http://127.0.0.1:${String(app.config.port)}`,
      PUBLIC_URL: app.config.publicUrl,
      STRIPE_API_BASE: app.emulator?.url,
      BANK_URL: NOWHERE,
      BOOTSTRAP_ADMIN_EMAIL: app.config.bootstrapAdminEmail ?? '',
    };
    const told = JSON.stringify(env);
    for (const secret of [app.database.ownerUrl, app.database.appUrl, app.config.redisUrl]) {
      expect(told).not.toContain(new URL(secret).host);
    }
    const { stdout } = await promisify(execFile)(process.execPath, [SEED, '--only', 'corjeuti'], {
      env,
    });
    expect(stdout).toContain('1 projects');
    const made = await app.database.query(
      `SELECT (SELECT count(*) FROM projects) AS projects,
              (SELECT count(*) FROM organisations) AS organisations,
              (SELECT count(DISTINCT machine) FROM state_change) > 0 AS told`,
    );
    expect(made).toEqual([{ projects: '1', organisations: '2', told: true }]);
  }, 240_000);
});
