import { describe, expect, it } from '@jest/globals';
import { canMove, edgesOf, isFinal, statesOf, type StateTable } from './state-table.js';

const DOOR: StateTable<'open' | 'shut' | 'gone'> = {
  open: ['shut'],
  shut: ['open', 'gone'],
  gone: [],
};

describe('a life cycle as data', () => {
  it('allows what the table says, in that direction only', () => {
    expect(canMove(DOOR, 'open', 'shut')).toBe(true);
    expect(canMove(DOOR, 'shut', 'gone')).toBe(true);
    expect(canMove(DOOR, 'gone', 'shut')).toBe(false);
    expect(canMove(DOOR, 'open', 'gone')).toBe(false);
    expect(canMove(DOOR, 'open', 'open')).toBe(false);
  });

  it('ends where nothing leaves', () => {
    expect(statesOf(DOOR).filter((state) => isFinal(DOOR, state))).toEqual(['gone']);
  });

  it('lists every permitted edge once', () => {
    expect(edgesOf(DOOR)).toEqual([
      ['open', 'shut'],
      ['shut', 'open'],
      ['shut', 'gone'],
    ]);
  });
});
