import { describe, expect, it } from '@jest/globals';
import { fold, searchFor, slugOf, wordsOf } from './search-words.js';

describe('finding projects by words', () => {
  it('reads every spelling of a mark as the plain letter', () => {
    expect(fold('Cornești')).toBe('cornesti');
    expect(fold('CORNEŞTI')).toBe('cornesti');
    expect(fold('Кагул')).toBe('кагул');
  });

  it('keeps â and î under both spellings', () => {
    expect(wordsOf(['Târnova'])).toEqual(['tarnova', 'tirnova']);
    expect(wordsOf(['Tîrnova'])).toEqual(['tirnova', 'tarnova']);
  });

  it('turns what people type into plain words only', () => {
    expect(searchFor('grădinița, Cornești')).toBe('gradinita:* & cornesti:*');
    expect(searchFor("'); DROP | & ! :*")).toBe('drop:*');
    expect(searchFor(' - ')).toBeNull();
    expect(searchFor('a b c d e f g h')?.split(' & ')).toHaveLength(6);
  });

  it('makes a readable address with the tail of the id', () => {
    expect(slugOf('Renovarea grădiniței „Albinuța”', '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b')).toBe(
      'renovarea-gradinitei-albinuta-3f4a5b',
    );
  });
});
