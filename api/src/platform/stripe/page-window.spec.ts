import { describe, expect, it } from '@jest/globals';
import { pageWindow, noOlderThan } from './page-window.js';

const at = (text: string) => new Date(`2026-11-${text}:00.000Z`);

describe('where a page that was asked for can be', () => {
  it('is after its first sending, less what two clocks differ by, and before its end', () => {
    expect(pageWindow(at('20T10:00'), at('20T20:00'))).toEqual({
      from: at('20T09:55'),
      to: at('20T20:00'),
    });
  });

  it('is no more than a day before its end, whenever it was first asked for', () => {
    const { from, to } = pageWindow(at('01T10:00'), at('20T20:00'));
    expect([from, to]).toEqual([at('19T19:55'), at('20T20:00')]);
  });

  it('has room for the clock of the provider at both bounds', () => {
    expect(noOlderThan(at('20T10:00'))).toEqual(at('20T09:55'));
    // Asked for in the very second in which a page of a day begins.
    expect(pageWindow(at('19T20:00'), at('20T20:00')).from).toEqual(at('19T19:55'));
  });
});
