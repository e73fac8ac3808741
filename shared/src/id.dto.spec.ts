import { describe, expect, it } from '@jest/globals';
import { wrongIn } from '../test/support/reading.js';
import { IdParam, SlugParam } from './id.dto.js';

describe('the parameters of an address', () => {
  it('are an id', async () => {
    expect(await wrongIn(IdParam, { id: '0190a1b2-c3d4-7e5f-8a6b-0c1d2e3f4a5b' })).toEqual([]);
    expect(await wrongIn(IdParam, { id: 'lampi-pe-strada-mare' })).toEqual(['/id v.id']);
  });

  it('or a slug of bounded length', async () => {
    expect(await wrongIn(SlugParam, { slug: 'lampi-pe-strada-mare' })).toEqual([]);
    expect(await wrongIn(SlugParam, { slug: 'x'.repeat(161) })).toEqual(['/slug v.text']);
    expect(await wrongIn(SlugParam, { slug: 'a\u0000b' })).toEqual(['/slug v.text']);
  });
});
