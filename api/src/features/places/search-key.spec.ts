import { describe, expect, it } from '@jest/globals';
import { searchKey } from './search-key.js';

describe('the key a place is searched by', () => {
  it.each([
    ['Cornești', 'cornesti'],
    ['Corneşti', 'cornesti'],
    ['CORNESTI', 'cornesti'],
    ['Корнешты', 'cornesti'],
    ['Ungheni', 'ungeni'],
    ['Унгень', 'ungen'],
    ['Cîrnățeni', 'cirnateni'],
    ['Cârnățeni', 'cirnateni'],
    ['Gura-Galbenei', 'gura galbenei'],
    ['Гура Галбеней', 'gura galbenei'],
    ["'; DROP TABLE places; --", 'drop table places'],
  ])('of %s is %s', (text, key) => {
    expect(searchKey(text)).toBe(key);
  });
});
