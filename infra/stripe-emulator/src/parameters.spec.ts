import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEmulator, type ChildEmulator } from './testing/child-emulator.js';
import { callRaw, idCount, operationIds } from './testing/operations.js';
import { BILLING } from './testing/refusals/billing.js';
import { CONNECT } from './testing/refusals/connect.js';
import { MONEY } from './testing/refusals/money.js';
import { NOTICES } from './testing/refusals/notices.js';
import { PAYMENTS } from './testing/refusals/payments.js';

/**
 * "Obliging emulator": for every operation one unknown, one missing and one mistyped parameter are sent, and Stripe's
 * error is expected. Where an operation requires nothing, the thing its address or cursor names is what is missing.
 */
const CASES = [...BILLING, ...CONNECT, ...MONEY, ...NOTICES, ...PAYMENTS];

const PARAMETER_UNKNOWN = {
  code: 'parameter_unknown',
  doc_url: 'https://stripe.com/docs/error-codes/parameter-unknown',
};

let emulator: ChildEmulator;
let objectsBefore: unknown;

beforeAll(async () => {
  emulator = await startEmulator();
  objectsBefore = (await emulator.control('GET', 'health'))['objects'];
});

afterAll(async () => {
  await emulator.stop();
});

function send(operation: string, params: object): Promise<unknown> {
  const ids = Array.from({ length: idCount(operation) }, () => 'nothing_1');
  return callRaw(emulator.stripe, operation, ids, params);
}

it('covers every operation of the contract', () => {
  expect(CASES.map(({ operation }) => operation).sort()).toEqual(operationIds().sort());
});

describe.each(CASES)('$operation refuses', ({ operation, mistyped, missing, always }) => {
  it('an unknown parameter', async () => {
    await expect(send(operation, { ...always, surprise: '1' })).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 400,
      param: 'surprise',
      message: 'Received unknown parameter: surprise',
      ...(operation.startsWith('v2.') ? { code: 'invalid_fields' } : PARAMETER_UNKNOWN),
    });
  });

  it('a mistyped parameter', async () => {
    await expect(send(operation, mistyped.params)).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 400,
      ...mistyped.error,
    });
  });

  it('a missing parameter or object', async () => {
    await expect(send(operation, missing.params)).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      ...missing.error,
    });
  });
});

it('changed nothing by all of this', async () => {
  expect((await emulator.control('GET', 'health'))['objects']).toEqual(objectsBefore);
});
