// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createI18n } from 'vue-i18n';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { ChoiceReasonView } from '@vatra/shared/contributions/contributions.views';
import gifts from '../locales/en/gifts.json';
import purpose from '../locales/en/purpose.json';
import { QueryCache } from '../platform/queries/queryCache';
import MyGiftPage from './MyGiftPage.vue';

const EURO = (minor: number) => ({ minor, currency: 'EUR' });
const GIFT = {
  ...{ id: 'gift', state: 'choice_pending', channel: 'card', isChecked: false, transfer: null },
  ...{ projectId: 'works', projectSlug: 'works', projectTitle: { ro: 'Lucrări', en: 'Works' } },
  ...{ gross: EURO(10_000), spent: EURO(0), held: EURO(9_825), returned: EURO(0) },
  ...{ placeName: 'Costuleni', refunds: [], may: ['choose'], dispute: null },
};
const CHANGE = {
  ...{ id: 'change', state: 'in_force', decisionNumber: '7', decidedOn: '2026-11-02' },
  ...{ reason: { ro: 'Izvorul a secat.', en: 'The spring has run dry.' }, decisionPath: null },
  from: { title: { ro: 'Cișmea', en: 'Fountain' }, solution: { ro: 'Una', en: 'One' } },
  to: { title: { ro: 'Fântână', en: 'Well' }, solution: { ro: 'Una', en: 'One' }, place: null },
  ...{ associationName: 'Băștinașii', may: [] },
};

let asked: string[];

/** The api is far away: a project that never came to an agreement has no changes of purpose, and says so. */
function answerTo(path: string, choiceReason: ChoiceReasonView): Response {
  if (!path.includes('purpose-changes')) return Response.json({ ...GIFT, choiceReason });
  if (choiceReason === 'purpose') return Response.json({ changes: [CHANGE] });
  return Response.json({ code: 'disbursements.agreement-not-found' }, { status: 404 });
}

beforeEach(() => {
  asked = [];
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function open(reason: ChoiceReasonView): Promise<string> {
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    return Promise.resolve(answerTo(path, reason));
  });
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)*', component: { template: '' } }],
  });
  const messages = { en: { ...gifts, ...purpose } };
  const i18n = createI18n({ legacy: false, locale: 'en', messages, missingWarn: false });
  const page = mount(MyGiftPage, {
    global: {
      plugins: [new QueryCache(), router, i18n],
      stubs: { GiftActs: true, GiftReceipt: true },
    },
  });
  await flushPromises();
  await flushPromises();
  return page.text();
}

const changesAsked = () => asked.filter((path) => path.includes('purpose-changes'));

describe('a gift whose donor decides about it', () => {
  it.each(['failed', 'cancelled', 'idle'] as const)(
    'R49, R79: is not asked about another purpose where there is none: %s',
    async (reason) => {
      await open(reason);
      expect(asked).toHaveLength(1);
      expect(changesAsked()).toEqual([]);
    },
  );

  it('R78: shows what the money is to serve, also when others have agreed to it before', async () => {
    expect(await open('purpose')).toContain('The spring has run dry.');
    expect(changesAsked()).toHaveLength(1);
  });
});
