// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { createI18n } from 'vue-i18n';
import work from '../../locales/ro/work.json';
import ProjectMoneyLink from './ProjectMoneyLink.vue';

describe('from a part of the money to all of it', () => {
  it('leads to where the money is, in the language of the reader, beside what is being written', () => {
    const i18n = createI18n({ legacy: false, locale: 'ro', messages: { ro: work } });
    const props = { slug: 'fantana-f2915f' };
    const link = mount(ProjectMoneyLink, { props, global: { plugins: [i18n] } }).get('a');
    expect(link.text()).toBe('Toți banii acestui proiect');
    expect(link.attributes('href')).toBe('/ro/projects/fantana-f2915f#money');
    expect(link.attributes('target')).toBe('_blank');
  });
});
