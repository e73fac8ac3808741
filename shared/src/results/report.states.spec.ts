import { describe, expect, it } from '@jest/globals';
import { endsOf, movesIn, movesOf } from '../../test/support/edges.js';
import { REPORT_MOVES } from './report.states.js';

describe('the life of a report', () => {
  it('is due, handed in, given back or accepted', () => {
    expect(movesOf(REPORT_MOVES)).toEqual(
      movesIn(`
        due -> submitted
        submitted -> returned | accepted
        returned -> submitted`),
    );
    expect(endsOf(REPORT_MOVES)).toEqual(['accepted']);
  });
});
