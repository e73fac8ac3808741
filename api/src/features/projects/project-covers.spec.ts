import { describe, expect, it } from '@jest/globals';
import { shortenedText } from './project-covers.js';

describe('the need on a card', () => {
  it('keeps what is short', () => {
    expect(shortenedText('No light since 2019.')).toBe('No light since 2019.');
  });

  it('ends a long text after a whole word', () => {
    const text = `${'pump '.repeat(31)}reservoir, and more`;
    expect(shortenedText(text)).toBe(`${'pump '.repeat(31).trimEnd()} …`);
  });

  it('cuts even a text of one word', () => {
    expect(shortenedText('x'.repeat(200)).length).toBeLessThanOrEqual(162);
  });
});
