import { describe, expect, it } from '@jest/globals';
import { wrongIn } from '../test/support/reading.js';
import { PAGE_SIZE, PAGE_SIZE_MAX, PageQuery } from './paging.dto.js';

describe('one page of a list', () => {
  it('is bounded', () => {
    expect([PAGE_SIZE, PAGE_SIZE_MAX]).toEqual([20, 100]);
  });

  it.each([{}, { limit: '1' }, { limit: '100' }, { cursor: 'eyJhIjoxfQ', limit: '20' }])(
    'may be asked for by %j',
    async (query) => {
      expect(await wrongIn(PageQuery, query)).toEqual([]);
    },
  );

  it.each(['0', '-1', '101', '1000000000', '1.5', '0x10', 'all', '٢٠'])(
    'never has %s items',
    async (limit) => {
      expect(await wrongIn(PageQuery, { limit })).toEqual(['/limit v.amount']);
    },
  );

  it.each(['x'.repeat(301), 'a\nb', 'a\u0000', ['a']])('takes no cursor %j', async (cursor) => {
    expect(await wrongIn(PageQuery, { cursor })).toEqual(['/cursor v.text']);
  });

  it.each(['page', 'offset', 'sort', 'order', 'fields', 'filter', 'status[$ne]'])(
    'knows no %s',
    async (key) => {
      expect(await wrongIn(PageQuery, { [key]: '1' })).toEqual([`/${key} v.unknown`]);
    },
  );
});
