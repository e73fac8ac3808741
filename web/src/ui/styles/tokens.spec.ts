import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(path.join(import.meta.dirname, 'tokens.css'), 'utf8');

/** The colours a rule gives, by their names. */
function colours(selector: string): Map<string, string> {
  const from = css.indexOf(`${selector} {`);
  const block = css.slice(from, css.indexOf('}', from));
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name!, hex!]),
  );
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

const TEXT = [
  ['ink', 'lime'],
  ['ink', 'paper'],
  ['ink', 'wash'],
  ['ink-2', 'lime'],
  ['ink-2', 'paper'],
  ['ink-2', 'wash'],
  ['blue', 'lime'],
  ['blue', 'paper'],
  ['blue-deep', 'blue-wash'],
  ['on-blue', 'blue'],
  ['on-blue', 'blue-deep'],
  ['green', 'green-wash'],
  ['amber', 'amber-wash'],
  ['amber', 'lime'],
  ['red', 'red-wash'],
  ['red', 'paper'],
  ['ink', 'blue-wash'],
  ['ink', 'amber-wash'],
  ['ink', 'red-wash'],
] as const;

const CONTROLS = [
  ['edge', 'paper'],
  ['edge', 'lime'],
  ['ember', 'unlit'],
  ['ember', 'paper'],
  ['walnut', 'paper'],
  ['focus', 'lime'],
] as const;

describe.each([':root', ":root[data-theme='dark']"])('the colours of %s', (selector) => {
  const theme = colours(selector);

  it.each(TEXT)('%s on %s can be read (4.5:1)', (front, back) => {
    expect(contrast(theme.get(front)!, theme.get(back)!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(CONTROLS)('%s on %s can be seen (3:1)', (front, back) => {
    expect(contrast(theme.get(front)!, theme.get(back)!)).toBeGreaterThanOrEqual(3);
  });
});

describe('the dark theme', () => {
  it('is the same whether the device or the reader asked for it', () => {
    const asked = colours(":root[data-theme='dark']");
    const device = colours(":root:not([data-theme='light'])");
    expect([...device]).toEqual([...asked]);
    expect(asked.size).toBeGreaterThan(20);
  });
});
