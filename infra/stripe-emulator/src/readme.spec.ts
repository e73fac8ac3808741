import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { BEHAVIOUR_OF_NUMBER, NUMBER_OF_ALIAS } from './cards/test-cards.js';
import { contract } from './contract/contract.js';
import { FAULT_KINDS } from './control/fault.js';
import { FORGERIES, initialKnobs } from './control/knobs.js';
import { controlRoutes, type ControlParts } from './control/routes.js';

const README = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

function missing(words: readonly string[]): string[] {
  return words.filter((word) => !README.includes(word));
}

it('names every address', () => {
  expect(missing(contract.operations.map(({ method, path }) => `${method} ${path}\n`))).toEqual([]);
});

it('names every card, also by its alias', () => {
  const numbers = Object.keys(BEHAVIOUR_OF_NUMBER);
  const aliases = Object.keys(NUMBER_OF_ALIAS);
  expect(missing([...numbers, ...aliases].map((word) => `\`${word}\``))).toEqual([]);
});

it('names every knob, fault and forgery', () => {
  const knobs = Object.keys(initialKnobs()).filter((name) => name !== 'faults');
  expect(missing([...knobs, ...FAULT_KINDS, ...FORGERIES].map((word) => `\`${word}\``))).toEqual(
    [],
  );
});

it('names every control command', () => {
  // Only the names are read; nothing is called.
  const parts = { emulator: {}, outbox: {} } as unknown as ControlParts;
  const paths = Object.keys(controlRoutes(parts)).map((route) => route.split(' ')[1] ?? '');
  const last = (path: string): string => path.slice(path.lastIndexOf('/'));
  const unnamed = [...new Set(paths)].filter(
    (path) => !README.includes(path) && !README.includes(`\`${last(path)}\``),
  );
  expect(unnamed).toEqual([]);
});
