import { contract, membersOf, valuesOf } from '../contract/contract.js';
import type { Shape } from '../contract/schema.js';

type Json = Record<string, unknown>;

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const show = (value: unknown): string =>
  value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 60);

function membersFaults(type: string, value: unknown, path: string): string[] {
  if (!isJson(value)) return [`${path} is ${show(value)} and not a ${type}`];
  const members = membersOf(type);
  const unknown = Object.keys(value).filter((name) => !members.has(name));
  const faults = unknown.map((name) => `${path}.${name} is not a member of ${type}`);
  for (const [name, { shape, required }] of members) {
    if (name in value) faults.push(...shapeFaults(shape, value[name], `${path}.${name}`));
    else if (required) faults.push(`${path}.${name} of ${type} is missing`);
  }
  return faults;
}

/** What an event carries is told by its own `object`. */
function objectFaults(value: unknown, path: string): string[] {
  const type = isJson(value) ? contract.objects[String(value['object'])] : undefined;
  return type ? membersFaults(type, value, path) : [`${path} is not a known object`];
}

function pageFaults(shape: Shape, value: unknown, path: string): string[] {
  if (!isJson(value) || value['object'] !== 'list' || !Array.isArray(value['data']))
    return [`${path} is not a page`];
  if (typeof value['has_more'] !== 'boolean' || typeof value['url'] !== 'string')
    return [`${path} lacks has_more or url`];
  return value['data'].flatMap((item, at) => shapeFaults(shape, item, `${path}.data[${at}]`));
}

function v2PageFaults(shape: Shape, value: unknown, path: string): string[] {
  if (!isJson(value) || !Array.isArray(value['data'])) return [`${path} is not a page`];
  if (!('next_page_url' in value) || !('previous_page_url' in value))
    return [`${path} lacks its neighbours`];
  return listFaults(shape, value['data'], `${path}.data`);
}

function scalarFaults(shape: string, value: unknown, path: string): string[] {
  const expected = shape === 'decimal' ? 'string' : shape;
  return shape === 'anything' || typeof value === expected
    ? []
    : [`${path} is ${show(value)} and not a ${expected}`];
}

function expandableFaults(kinds: readonly string[], value: unknown, path: string): string[] {
  if (typeof value === 'string') return [];
  if (isJson(value) && kinds.includes(String(value['object']))) return objectFaults(value, path);
  return [`${path} is neither an id nor one of ${kinds.join(', ')}`];
}

function nestedFaults(shape: Exclude<Shape, string>, value: unknown, path: string): string[] {
  if ('page' in shape) return pageFaults(shape.page, value, path);
  if ('v2page' in shape) return v2PageFaults(shape.v2page, value, path);
  return partFaults(shape, value, path);
}

function partFaults(shape: Exclude<Shape, string>, value: unknown, path: string): string[] {
  if ('orEmpty' in shape) return value === null ? [] : shapeFaults(shape.orEmpty, value, path);
  if ('ref' in shape) return refFaults(shape.ref, value, path);
  if ('expandable' in shape) return expandableFaults(shape.expandable, value, path);
  if ('foreign' in shape) return isJson(value) ? [] : [`${path} is not an object`];
  if ('list' in shape) return listFaults(shape.list, value, path);
  if ('map' in shape) return mapFaults(shape.map, value, path);
  return valueFaults(shape, value, path);
}

function listFaults(shape: Shape, value: unknown, path: string): string[] {
  if (!Array.isArray(value)) return [`${path} is not a list`];
  return value.flatMap((item, at) => shapeFaults(shape, item, `${path}[${at}]`));
}

function mapFaults(shape: Shape, value: unknown, path: string): string[] {
  if (!isJson(value)) return [`${path} is not a map`];
  return Object.entries(value).flatMap(([key, item]) => shapeFaults(shape, item, `${path}.${key}`));
}

function valueFaults(shape: Exclude<Shape, string>, value: unknown, path: string): string[] {
  if ('enum' in shape)
    return valuesOf(shape.enum).includes(String(value)) ? [] : [`${path} is ${show(value)}`];
  if ('exactly' in shape) return shape.exactly === value ? [] : [`${path} is ${show(value)}`];
  if (!('oneOf' in shape)) return [`${path} has a shape nobody reads`];
  const tries = shape.oneOf.map((one) => shapeFaults(one, value, path));
  return tries.some((faults) => faults.length === 0) ? [] : (tries[0] ?? []);
}

function refFaults(type: string, value: unknown, path: string): string[] {
  if (type === 'Event.Data.Object') return objectFaults(value, path);
  if (type === 'Event.Data.PreviousAttributes')
    return isJson(value) ? [] : [`${path} is no object`];
  return membersFaults(type, value, path);
}

/** Everything in which a value differs from the shape the SDK's types give it. */
export function shapeFaults(shape: Shape, value: unknown, path: string): string[] {
  return typeof shape === 'string'
    ? scalarFaults(shape, value, path)
    : nestedFaults(shape, value, path);
}

/** Checks an answer against the operation its address belongs to. */
export function answerFaults(method: string, path: string, body: unknown): string[] {
  const operation = contract.operations.find(
    (candidate) =>
      candidate.method === method &&
      new RegExp(`^${candidate.path.replaceAll(':id', '[^/]+')}$`).test(path),
  );
  if (!operation) return [`no operation ${method} ${path}`];
  return shapeFaults(operation.answer, body, operation.id);
}
