import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { shapeFaults } from '../testing/conformity.js';
import { contract, membersOf } from './contract.js';
import { OPERATIONS_USED } from './operations-used.js';
import type { Shape } from './schema.js';

function referencesIn(shape: Shape): string[] {
  if (typeof shape === 'string') return [];
  if ('ref' in shape) return [shape.ref];
  const inner = Object.values(shape).flat() as unknown[];
  return inner.flatMap((part) =>
    typeof part === 'object' && part !== null ? referencesIn(part as Shape) : [],
  );
}

it('was generated from the installed SDK', () => {
  const entry = createRequire(import.meta.url).resolve('stripe');
  const folder = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  expect(contract.sdk).toBe(version);
  expect(contract.apiVersion).toBe('2026-10-28.endive');
});

it('has every operation that is used, with Stripe’s method and address', () => {
  const asked = OPERATIONS_USED.flatMap(({ resource, methods }) =>
    methods.map((method) => `${resource}.${method}`),
  );
  expect(contract.operations.map(({ id }) => id).sort()).toEqual(asked.sort());
  expect(contract.operations.find(({ id }) => id === 'checkout.sessions.expire')).toMatchObject({
    method: 'POST',
    path: '/v1/checkout/sessions/:id/expire',
  });
});

it('names no type it does not contain', () => {
  const named = Object.values(contract.types).flatMap((members) =>
    Object.values(members).flatMap(referencesIn),
  );
  expect(named.filter((name) => !(name in contract.types))).toEqual([]);
  expect(named.length).toBeGreaterThan(500);
});

it('knows what is required', () => {
  expect(membersOf('PayoutCreateParams').get('amount')?.required).toBe(true);
  expect(membersOf('PayoutCreateParams').get('description')?.required).toBe(false);
});

it('sees a member that is missing, too much or of the wrong kind', () => {
  const balance = {
    object: 'balance',
    available: [{ amount: '5', currency: 'eur' }],
    livemode: false,
    surprise: 1,
  };
  expect(shapeFaults({ ref: 'Balance' }, balance, 'balance').sort()).toEqual([
    'balance.available[0].amount is "5" and not a number',
    'balance.pending of Balance is missing',
    'balance.surprise is not a member of Balance',
  ]);
});
