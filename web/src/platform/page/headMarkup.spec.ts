import { describe, expect, it } from 'vitest';
import { headMarkup } from './headMarkup';

const page = {
  locale: 'ro',
  path: '/ro/projects/well',
  publicUrl: 'https://vatra.example',
} as const;

describe('the head of a rendered page', () => {
  it('lets no title of a project break out of its element', () => {
    const head = headMarkup({ title: '</title><script>alert("x")</script>&' }, page);
    expect(head).not.toContain('<script>');
    expect(head).toContain('&lt;/title&gt;&lt;script&gt;');
    expect(head).toContain('&quot;x&quot;');
  });

  it('names the page in every language', () => {
    const head = headMarkup({ title: 'Fântână' }, page);
    expect(head).toContain('hreflang="en" href="https://vatra.example/en/projects/well"');
    expect(head).toContain('rel="canonical" href="https://vatra.example/ro/projects/well"');
  });

  it('keeps filtered lists out of search engines', () => {
    expect(headMarkup({ title: 'x', noIndex: true }, page)).toContain('content="noindex"');
    expect(headMarkup({ title: 'x' }, page)).not.toContain('noindex');
  });
});
