import { ControlError } from './control-route.js';

type Body = Readonly<Record<string, unknown>>;

/** @throws ControlError for a command that names something nobody reads. */
export function checkNames(body: Body, names: readonly string[]): void {
  const unknown = Object.keys(body).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new ControlError(400, `There is no ${unknown} here; known: ${names.join(', ')}.`);
}

export function textOf(body: Body, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw new ControlError(400, `Give ${name}.`);
  return value;
}

export function textOrNone(body: Body, name: string): string | undefined {
  return body[name] === undefined ? undefined : textOf(body, name);
}

export function countOrNone(body: Body, name: string): number | undefined {
  const value = body[name];
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new ControlError(400, `${name} must be a whole number.`);
  return value;
}

export function oneOf<T extends string>(name: string, value: unknown, values: readonly T[]): T {
  const found = values.find((known) => known === value);
  if (!found) throw new ControlError(400, `${name} must be one of ${values.join(', ')}.`);
  return found;
}
