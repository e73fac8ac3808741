import { describe, expect, it } from '@jest/globals';
import { contactsOf, isFirmDomain, registerKey } from './supplier-contact.js';

describe('who a supplier is', () => {
  it('R57: one number, however it is written', () => {
    expect(registerKey('1003 600-012345')).toBe('1003600012345');
    expect(registerKey('j40/123/2020')).toBe('J401232020');
  });

  it('R57: an address is known by itself and by its domain', () => {
    expect(contactsOf('Ion@Geam.MD')).toEqual(['ion@geam.md', '@geam.md']);
  });

  it.each([
    ['geam.md', true],
    ['Sub.Geam.md', true],
    ['gmail.com', false],
    ['GMAIL.com', false],
    ['@geam.md', false],
    ['geam', false],
    ['ion@geam.md', false],
  ])('R57: %s is the domain of one firm: %s', (domain, expected) => {
    expect(isFirmDomain(domain)).toBe(expected);
  });
});
