import { beforeAll, describe, expect, it } from '@jest/globals';
import { isFinal, statesOf, type StateTable } from '../src/states/state-table.js';
import { modulesEnding } from './support/modules.js';

interface LifeCycle {
  readonly name: string;
  readonly table: StateTable<string>;
}

/** Ends that money coming back may open again: a settled fund. */
const RESTS: readonly string[] = ['settled'];

let lifeCycles: LifeCycle[] = [];

beforeAll(async () => {
  const modules = await modulesEnding('.states.ts');
  lifeCycles = modules.flatMap(({ exports }) =>
    Object.entries(exports)
      .filter(([name]) => name.endsWith('_MOVES'))
      .map(([name, table]) => ({ name, table: table as StateTable<string> })),
  );
});

/** The states that can be come to from one of the given ones, themselves among them. */
function reachable(table: StateTable<string>, from: string): Set<string> {
  const seen = new Set([from]);
  for (const state of seen) for (const next of table[state] ?? []) seen.add(next);
  return seen;
}

/** What is wrong, as "TABLE: state", so that a failure names its place. */
function wrong(isWrong: (table: StateTable<string>, state: string) => boolean): string[] {
  return lifeCycles.flatMap(({ name, table }) =>
    statesOf(table)
      .filter((state) => isWrong(table, state))
      .map((state) => `${name}: ${state}`),
  );
}

describe('every life cycle of shared', () => {
  it('is found', () => {
    expect(lifeCycles.length).toBeGreaterThanOrEqual(12);
  });

  it('leads to states of its own only', () => {
    const lost = (table: StateTable<string>, state: string) =>
      (table[state] ?? []).some((target) => !Object.hasOwn(table, target));
    expect(wrong(lost)).toEqual([]);
  });

  it('names each move once and never stays where it is', () => {
    const twice = (table: StateTable<string>, state: string) => {
      const targets = table[state] ?? [];
      return new Set(targets).size < targets.length || targets.includes(state);
    };
    expect(wrong(twice)).toEqual([]);
  });

  it('begins with its first state: every other can be come to from there', () => {
    const unreachable = (table: StateTable<string>, state: string) =>
      !reachable(table, statesOf(table)[0] ?? '').has(state);
    expect(wrong(unreachable)).toEqual([]);
  });

  it('has an end, and nobody is caught before it', () => {
    const caught = (table: StateTable<string>, state: string) =>
      ![...reachable(table, state)].some((later) => isFinal(table, later) || RESTS.includes(later));
    expect(wrong(caught)).toEqual([]);
  });

  it('speaks in lower case', () => {
    expect(wrong((_, state) => !/^[a-z]+(_[a-z]+)*$/.test(state))).toEqual([]);
  });
});
