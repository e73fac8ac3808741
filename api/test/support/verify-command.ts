import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { requiredUrl, type TestDatabase } from './database.js';

export interface VerifyOutcome {
  readonly code: number;
  readonly output: string;
}

/** The verify command as an operator runs it: a process of its own, judged by its exit code. */
export async function runVerify(
  database: TestDatabase,
  providerUrl: string,
  flags: readonly string[] = [],
): Promise<VerifyOutcome> {
  const program = path.resolve(import.meta.dirname, '../../dist/main.verify.js');
  const child = spawn(process.execPath, [program, ...flags], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.ownerUrl,
      REDIS_URL: requiredUrl('TEST_REDIS_URL'),
      STRIPE_SECRET_KEY: 'sk_test_0123456789abcdefghij',
      STRIPE_API_BASE: providerUrl,
      STRIPE_WEBHOOK_SECRETS: 'whsec_0123456789',
      FILES_URL: 'file:///nowhere',
      PUBLIC_URL: 'http://localhost:4300',
      AUTH_SECRET: 'test-secret-test-secret-test-secret-0123',
    },
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { code: child.exitCode ?? -1, output };
}
