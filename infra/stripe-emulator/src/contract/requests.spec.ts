import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEmulator, type ChildEmulator } from '../testing/child-emulator.js';
import { callRaw, idCount } from '../testing/operations.js';
import { contract, membersOf } from './contract.js';
import type { Operation, Shape } from './schema.js';

/**
 * What holds for every operation is tried on every operation: the contract says which of its parameters have parts and
 * which are plain texts, so that nobody has to think of them.
 */
interface Part {
  readonly operation: string;
  readonly name: string;
}

function inner(shape: Shape): Shape {
  return typeof shape === 'object' && 'orEmpty' in shape ? inner(shape.orEmpty) : shape;
}

function hasParts(shape: Shape): boolean {
  const plain = inner(shape);
  return typeof plain === 'object' && 'ref' in plain;
}

function partsOf(choose: (shape: Shape) => boolean): Part[] {
  return contract.operations.flatMap(({ id, params }: Operation) => {
    const found = params === null ? [] : [...membersOf(params)];
    const [chosen] = found.filter(([, { shape }]) => choose(shape));
    return chosen ? [{ operation: id, name: chosen[0] }] : [];
  });
}

const NESTED = partsOf(hasParts);
const TEXTS = partsOf((shape) => shape === 'string');

let emulator: ChildEmulator;

beforeAll(async () => {
  emulator = await startEmulator();
});

afterAll(async () => {
  await emulator.stop();
});

function send(operation: string, params: object): Promise<unknown> {
  const ids = Array.from({ length: idCount(operation) }, () => 'nothing_1');
  return callRaw(emulator.stripe, operation, ids, params);
}

function isV2(operation: string): boolean {
  return operation.startsWith('v2.');
}

/** API v2 names a part of a JSON body with a dot, a part of a query as API v1 does. */
function isV2Body(operation: string): boolean {
  const found = contract.operations.find(({ id }) => id === operation);
  return isV2(operation) && found?.method === 'POST';
}

it('finds parameters with parts and plain texts in most operations', () => {
  expect(NESTED.length).toBeGreaterThan(25);
  expect(TEXTS.length).toBeGreaterThan(40);
});

describe.each(NESTED)('$operation', ({ operation, name }) => {
  it(`refuses a part of ${name} that nobody knows, and ${name} without parts`, async () => {
    const param = isV2Body(operation) ? `${name}.surprise` : `${name}[surprise]`;
    await expect(send(operation, { [name]: { surprise: '1' } })).rejects.toMatchObject({
      statusCode: 400,
      code: isV2(operation) ? 'invalid_fields' : 'parameter_unknown',
      param,
      message: `Received unknown parameter: ${param}`,
    });
    await expect(send(operation, { [name]: 'text' })).rejects.toMatchObject({
      statusCode: 400,
      param: name,
      message: /Invalid (object|integer: text)/,
    });
  });
});

describe.each(TEXTS)('$operation', ({ operation, name }) => {
  it(`refuses ${name} when it is empty, or not one value`, async () => {
    await expect(send(operation, { [name]: '' })).rejects.toMatchObject({
      statusCode: 400,
      code: isV2(operation) ? 'invalid_fields' : 'parameter_invalid_empty',
      param: name,
    });
    await expect(send(operation, { [name]: { a: '1' } })).rejects.toMatchObject({
      statusCode: 400,
      param: name,
      message: 'Invalid string: must be a single value',
    });
  });
});
