// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { focusHeading } from './focusHeading';

const main = () => document.getElementsByTagName('main')[0] as HTMLElement;
const later = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('after a move to a new page', () => {
  beforeEach(() => {
    document.body.innerHTML = '<main tabindex="-1"></main><input>';
  });

  it('the focus stands on its heading', async () => {
    main().innerHTML = '<h1>Well</h1>';
    await focusHeading();
    expect(document.activeElement?.textContent).toBe('Well');
  });

  it('waits for a heading that comes later', async () => {
    await focusHeading();
    expect(document.activeElement?.tagName).toBe('MAIN');
    main().innerHTML = '<section><h1>Well</h1></section>';
    await later();
    expect(document.activeElement?.tagName).toBe('H1');
  });

  it('is not taken from somebody who has moved on', async () => {
    await focusHeading();
    document.getElementsByTagName('input')[0]?.focus();
    main().innerHTML = '<h1>Well</h1>';
    await later();
    expect(document.activeElement?.tagName).toBe('INPUT');
  });
});
