// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Component } from 'vue';
import { createI18n } from 'vue-i18n';
import { createMemoryHistory, createRouter } from 'vue-router';
import { inGroups, isGrievanceCode } from '@vatra/shared/voice/grievance-code';
import type {
  GrievanceCaseView,
  GrievanceRowView,
  GrievanceView,
} from '@vatra/shared/voice/grievances.views';
import enConcern from '../../locales/en/concern.json';
import enForm from '../../locales/en/form.json';
import enGrievances from '../../locales/en/grievances.json';
import enWork from '../../locales/en/work.json';
import roConcern from '../../locales/ro/concern.json';
import roForm from '../../locales/ro/form.json';
import roGrievances from '../../locales/ro/grievances.json';
import roWork from '../../locales/ro/work.json';
import { QueryCache } from '../../platform/queries/queryCache';
import GrievanceCodeForm from './GrievanceCodeForm.vue';
import GrievanceFiled from './GrievanceFiled.vue';
import GrievanceForm from './GrievanceForm.vue';
import GrievanceRows from './GrievanceRows.vue';
import GrievanceStanding from './GrievanceStanding.vue';
import GrievanceTriage from './GrievanceTriage.vue';

const CODE = '6FJP1CEG8ABGTZQWMH48Z28FN9';
const AT = '2026-11-29T10:00:00.000Z';
const PROJECT = { slug: 'sala', title: { ro: 'Sala', en: 'The hall' } };
const VIEW: GrievanceView = {
  project: PROJECT,
  state: 'decision_proposed',
  category: 'money',
  filedAt: AT,
  acknowledgeBy: AT,
  decideBy: AT,
  answer: 'All of it was used for the wall.',
  fixed: 'not_applicable',
  closesAt: AT,
  closedAt: null,
  mayAccept: true,
};
const ROW: GrievanceRowView = {
  id: '0198f0de-8a10-7c33-9d5e-0a4f5f4f4f01',
  project: PROJECT,
  state: 'received',
  category: 'money',
  severity: null,
  filedAt: AT,
  dueAt: AT,
  mayHandle: true,
};

const sent: { path: string; key: string | null; body: Record<string, unknown> }[] = [];

beforeEach(() => {
  sent.length = 0;
  vi.stubGlobal('fetch', (path: string, { body, headers }: RequestInit) => {
    const key = new Headers(headers).get('idempotency-key');
    sent.push({ path, key, body: JSON.parse(String(body)) as Record<string, unknown> });
    return Promise.resolve(Response.json(VIEW));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function open(component: Component, props: object, locale: 'ro' | 'en' = 'en'): VueWrapper {
  const path = '/:rest(.*)*';
  const routes = [{ path, component: { template: '' } }];
  const router = createRouter({ history: createMemoryHistory(), routes });
  const messages = {
    en: { ...enConcern, ...enGrievances, ...enWork, ...enForm },
    ro: { ...roConcern, ...roGrievances, ...roWork, ...roForm },
  };
  const i18n = createI18n({ legacy: false, locale, messages, missingWarn: false });
  return mount(component, { props, global: { plugins: [new QueryCache(), router, i18n] } });
}

async function submit(page: VueWrapper): Promise<void> {
  await page.find('form').trigger('submit');
  await vi.waitFor(async () => {
    await flushPromises();
    expect(page.find('form').attributes('aria-busy')).toBe('false');
  });
}

describe('R93: raising a concern', () => {
  it('sends what was written under one key with a code of its own, and hands the code on', async () => {
    const page = open(GrievanceForm, { slug: 'sala' });
    await page.find('input[value="safety"]').setValue();
    await page.find('textarea').setValue('The ditch beside the school is open at night.');
    await submit(page);
    const [filed] = sent;
    expect(filed?.path).toBe('/api/v1/projects/sala/grievances');
    expect(filed?.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(filed?.body).toMatchObject({ category: 'safety', locale: 'en' });
    expect(filed?.body).not.toHaveProperty('contactEmail');
    expect(isGrievanceCode(filed?.body.code)).toBe(true);
    expect(page.emitted('filed')).toEqual([[{ view: VIEW, code: filed?.body.code }]]);
  });

  it('asks for what is missing and sends nothing', async () => {
    const page = open(GrievanceForm, { slug: 'sala' });
    await submit(page);
    expect(page.findAll('[aria-invalid="true"], .field-error').length).toBeGreaterThan(0);
    expect(sent).toEqual([]);
  });

  it.each(['en', 'ro'] as const)('R94: shows the code in groups and the dates: %s', (locale) => {
    const page = open(GrievanceFiled, { view: VIEW, code: CODE }, locale);
    expect(page.find('code').text()).toBe(inGroups(CODE));
    expect(page.text()).toContain('2026');
  });
});

describe('R93: reading the answer', () => {
  it('reads a code as it was typed from paper, and not in the address', async () => {
    const page = open(GrievanceCodeForm, {});
    await page.find('input').setValue(` ${inGroups(CODE).toLowerCase().replaceAll('1', 'l')} `);
    await submit(page);
    expect(sent).toMatchObject([{ path: '/api/v1/grievances/reading', body: { code: CODE } }]);
    expect(page.emitted('read')).toEqual([[{ view: VIEW, code: CODE }]]);
  });

  it('refuses half a code before it is sent', async () => {
    const page = open(GrievanceCodeForm, {});
    await page.find('input').setValue(CODE.slice(2));
    await submit(page);
    expect(page.text()).toContain('26 letters and digits');
    expect(sent).toEqual([]);
  });

  it('offers to accept only where there is a decision', () => {
    const decided = open(GrievanceStanding, { view: VIEW, code: CODE });
    expect(decided.text()).toContain('All of it was used for the wall.');
    expect(decided.findAll('button').map((button) => button.text())).toContain('Accept the answer');
    const received = { ...VIEW, state: 'received', answer: null, mayAccept: false } as const;
    expect(open(GrievanceStanding, { view: received, code: CODE }).find('button').exists()).toBe(
      false,
    );
  });
});

describe('the officer', () => {
  it('R97: opens no case of their own', () => {
    const rows = [ROW, { ...ROW, id: 'other', mayHandle: false }];
    const page = open(GrievanceRows, { rows, now: AT });
    expect(page.findAll('a').map((link) => link.attributes('href'))).toEqual([
      `/en/grievances/${ROW.id}`,
    ]);
    expect(page.text()).toContain('handled by somebody else');
  });

  it('R98: is told that severity 1 stops the payments, before it is kept', async () => {
    const grievance = { ...ROW, state: 'acknowledged', may: ['triage'] } as unknown;
    const page = open(GrievanceTriage, { grievance: grievance as GrievanceCaseView });
    expect(page.text()).toContain('Payments go on.');
    await page.findAll('input[type="radio"]')[0]?.setValue();
    expect(page.find('dialog').text()).toContain('Every payment of this project stops');
    expect(page.find('dialog button').text()).toBe('Yes, stop the payments');
  });
});
