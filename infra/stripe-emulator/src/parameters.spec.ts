import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEmulator, type ChildEmulator } from './testing/child-emulator.js';
import { callRaw, operationIds, takesId } from './testing/operations.js';
import { MONEY } from './testing/refusals/money.js';
import { NOTICES } from './testing/refusals/notices.js';
import { PAYMENTS } from './testing/refusals/payments.js';

/**
 * "Obliging emulator": for every operation one unknown, one missing and one mistyped parameter are sent, and Stripe's
 * error is expected. Where an operation requires nothing, the thing its address or cursor names is what is missing.
 */
const CASES = [...MONEY, ...NOTICES, ...PAYMENTS];

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
  return callRaw(emulator.stripe, operation, takesId(operation) ? 'nothing_1' : null, params);
}

it('covers every operation of the contract', () => {
  expect(CASES.map(({ operation }) => operation).sort()).toEqual(operationIds().sort());
});

describe.each(CASES)('$operation refuses', ({ operation, mistyped, missing }) => {
  it('an unknown parameter', async () => {
    await expect(send(operation, { surprise: '1' })).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 400,
      code: 'parameter_unknown',
      param: 'surprise',
      message: 'Received unknown parameter: surprise',
      doc_url: 'https://stripe.com/docs/error-codes/parameter-unknown',
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
