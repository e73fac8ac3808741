import { describe, expect, it } from 'vitest';
import { nextPath } from './nextPath';

describe('the way after a sign-in', () => {
  it('leads back to a page of this site', () => {
    expect(nextPath('/ro/authority/projects/new')).toBe('/ro/authority/projects/new');
    expect(nextPath('/en/desk?from=mail')).toBe('/en/desk?from=mail');
  });

  it.each([
    '//evil.example/ro',
    'https://evil.example',
    '/ro//\\evil',
    '/xx/desk',
    undefined,
    ['/ro'],
  ])('never leads to %s', (next) => {
    expect(nextPath(next)).toBeNull();
  });
});
