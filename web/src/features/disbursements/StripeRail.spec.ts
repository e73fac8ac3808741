// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createI18n } from 'vue-i18n';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { OrganisationView } from '@vatra/shared/organisations/organisations.views';
import type { StripeRailView } from '@vatra/shared/disbursements/stripe-rail.views';
import english from '../../locales/en/organisation.json';
import romanian from '../../locales/ro/organisation.json';
import { QueryCache } from '../../platform/queries/queryCache';
import StripeRail from './StripeRail.vue';

const ID = '0198f0de-8a10-7c33-9d5e-0a4f5f4f4f01';
const OPEN: StripeRailView = {
  isOffered: true,
  account: {
    standing: 'restricted',
    wanted: 1,
    onboarding: null,
    readAt: null,
  } as never,
};

const sent: { readonly path: string; readonly body: unknown }[] = [];

beforeEach(() => {
  sent.length = 0;
  // The api is far away: what is asked of it is written down, and one answer serves all.
  vi.stubGlobal('fetch', (path: string, { body }: RequestInit) => {
    sent.push({ path, body: typeof body === 'string' ? (JSON.parse(body) as unknown) : null });
    return Promise.resolve(Response.json(OPEN));
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
});

async function open(locale: 'ro' | 'en') {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: { template: '' } }],
  });
  const i18n = createI18n({
    legacy: false,
    locale,
    messages: { ro: romanian, en: english },
    missingWarn: false,
  });
  const page = mount(StripeRail, {
    props: {
      organisation: { id: ID, name: 'Primăria' } as OrganisationView,
      mayAct: true,
      mayOffer: false,
      isUsed: false,
    },
    global: { plugins: [new QueryCache(), router, i18n] },
  });
  await flushPromises();
  return page;
}

describe('the way to the page of Stripe', () => {
  it.each([
    ['ro', 'Răspundeți la întrebările Stripe'],
    ['en', "Answer Stripe's questions"],
  ] as const)('leads back to the page in the language that was read: %s', async (locale, name) => {
    const page = await open(locale);
    const button = page.findAll('button').find((one) => one.text() === name);
    await button?.trigger('click');
    await flushPromises();
    const asked = sent.find(({ path }) => path.endsWith('/stripe-account/onboarding'));
    expect(asked?.body).toEqual({ locale });
  });
});
