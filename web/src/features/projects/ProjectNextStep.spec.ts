// @vitest-environment happy-dom
import { RouterLinkStub, mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import type { ProjectFileView } from '@vatra/shared/projects/projects.views';
import { createI18n } from 'vue-i18n';
import { createMemoryHistory, createRouter } from 'vue-router';
import en from '../../locales/en/authority.json';
import ro from '../../locales/ro/authority.json';
import ProjectNextStep from './ProjectNextStep.vue';

function stepOf(locale: 'en' | 'ro', state: ProjectFileView['state'], isSigned: boolean) {
  const i18n = createI18n({ legacy: false, locale, messages: { en, ro } });
  const history = createMemoryHistory();
  const routes = [{ path: '/:all(.*)*', component: { template: '<i />' } }];
  const plugins = [i18n, createRouter({ history, routes })];
  const file = { id: 'p1', state, may: [], reviewReason: null } as unknown as ProjectFileView;
  return mount(ProjectNextStep, {
    props: { file, isSigned },
    global: { plugins, stubs: { RouterLink: RouterLinkStub } },
  });
}

describe('R65: the next step of a town hall before the first payment', () => {
  it.each([
    ['en', 'The agreement waits for signatures', 'Read and sign'],
    ['ro', 'Acordul așteaptă semnături', 'Citiți și semnați'],
  ] as const)('is to sign and to hand papers in (%s)', (locale, title, act) => {
    const page = stepOf(locale, 'agreement_pending', false);
    expect(page.text()).toContain(title);
    expect(page.text()).toContain(act);
  });

  it.each([
    ['en', 'Everything for the first part is here'],
    ['ro', 'Tot ce trebuie pentru prima parte este aici'],
  ] as const)('is nobody’s signature when all of it is here (%s)', (locale, title) => {
    const page = stepOf(locale, 'agreement_pending', true);
    expect(page.text()).toContain(title);
    expect(page.findComponent(RouterLinkStub).exists()).toBe(false);
  });

  it('is to build once the works go on', () => {
    expect(stepOf('en', 'implementing', true).text()).toContain('You are building');
  });
});
