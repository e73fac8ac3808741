import { readFileSync } from 'node:fs';
import type { Contract, Members, Shape } from './schema.js';

export interface Member {
  readonly shape: Shape;
  readonly required: boolean;
}

// The same relative address holds from src and from dist, so the file is neither copied nor compiled.
const FILE = new URL('../../src/contract/contract.json', import.meta.url);

export const contract = JSON.parse(readFileSync(FILE, 'utf8')) as Contract;

const members = new Map<string, ReadonlyMap<string, Member>>();

export function membersOf(type: string): ReadonlyMap<string, Member> {
  const known = members.get(type);
  if (known) return known;
  const declared: Members | undefined = contract.types[type];
  if (!declared) throw new Error(`The contract has no type ${type}.`);
  const read = new Map(
    Object.entries(declared).map(([name, shape]): [string, Member] =>
      name.endsWith('?')
        ? [name.slice(0, -1), { shape, required: false }]
        : [name, { shape, required: true }],
    ),
  );
  members.set(type, read);
  return read;
}

export function valuesOf(name: string): readonly string[] {
  return contract.enums[name] ?? [];
}
