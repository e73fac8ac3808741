// @vitest-environment happy-dom
import { RouterLinkStub, mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import type { Component } from 'vue';
import { createI18n } from 'vue-i18n';
import TrancheBooks from '../features/disbursements/TrancheBooks.vue';
import FundPot from '../features/matching/funds/FundPot.vue';
import ProgressBlock from '../features/project-page/ProgressBlock.vue';
import enCards from '../locales/en/cards.json';
import enFinance from '../locales/en/finance.json';
import enFund from '../locales/en/fund.json';
import enProject from '../locales/en/project.json';
import roCards from '../locales/ro/cards.json';
import roFinance from '../locales/ro/finance.json';
import roFund from '../locales/ro/fund.json';
import roProject from '../locales/ro/project.json';
import { QueryCache } from '../platform/queries/queryCache';

const MESSAGES = {
  en: { ...enCards, ...enFinance, ...enFund, ...enProject },
  ro: { ...roCards, ...roFinance, ...roFund, ...roProject },
};

function textOf(component: Component, props: object, locale: 'en' | 'ro'): string {
  const i18n = createI18n({ legacy: false, locale, messages: MESSAGES });
  const stubs = { RouterLink: RouterLinkStub };
  return mount(component, { props, global: { plugins: [new QueryCache(), i18n], stubs } })
    .text()
    .replaceAll('\u00a0', ' ');
}

/** Where the match of a gift is read, with EUR 40 of it frozen and with nothing. */
const PLACES = [
  {
    name: 'the tranche of finance',
    component: TrancheBooks as Component,
    props: (matchingFrozenMinor: number) => ({
      sheet: {
        tranche: { state: 'conditions_met', amountMinor: 50_000 },
        contributionsBalanceMinor: 60_000,
        matchingBalanceMinor: 40_000,
        availableMinor: 100_000,
        youngMinor: 0,
        matchingFrozenMinor,
      },
    }),
    words: { en: /40\.00 of matching rest/, ro: /40,00 .* din banii de dublare stau pe loc/ },
  },
  {
    name: 'the page of the project',
    component: ProgressBlock as Component,
    props: (matchingFrozenMinor: number) => ({
      tag: { tone: 'go', word: 'project.where' },
      view: {
        matchingFrozenMinor,
        card: { match: null, campaign: null, place: { slug: 'orhei', name: 'Orhei' } },
        campaign: {
          state: 'live',
          endsAt: '2026-11-29T21:59:59.000Z',
          startsAt: '2026-11-01T22:00:00.000Z',
          zone: 'Europe/Chisinau',
          closedAt: null,
          progress: {
            ...{ countedMinor: 100_000, minimumMinor: 200_000, optimumMinor: 300_000 },
            ...{ grossMinor: 61_000, feesMinor: 1_000, netContributionsMinor: 60_000 },
            ...{ returnedMinor: 0, matchingMinor: 40_000, offlineMinor: 0, promisedMinor: 0 },
            ...{ laCommittedMinor: 0, laEvidencedMinor: 0, payers: 12, contributions: 12 },
          },
        },
      },
    }),
    words: { en: /40\.00 of it rest for now/, ro: /40,00 .* din ei stau deocamdată pe loc/ },
  },
  {
    name: 'the page of the fund',
    component: FundPot as Component,
    props: (frozenMinor: number) => ({
      fund: {
        sums: {
          ...{ depositedMinor: 100_000, promisedMinor: 0, freeMinor: 60_000 },
          ...{ reservedMinor: 40_000, committedMinor: 0, frozenMinor },
        },
      },
    }),
    words: { en: /40\.00 rest for now/, ro: /40,00 .* stau deocamdată pe loc/ },
  },
] as const;

describe('L10: matching that a dispute has frozen', () => {
  it.each(PLACES)('is told on $name, in both languages', ({ component, props, words }) => {
    expect(textOf(component, props(4_000), 'en')).toMatch(words.en);
    expect(textOf(component, props(4_000), 'ro')).toMatch(words.ro);
  });

  it.each(PLACES)('is not spoken of on $name when there is none', ({ component, props }) => {
    expect(textOf(component, props(0), 'en')).not.toMatch(/rest (for now|while)/);
    expect(textOf(component, props(0), 'ro')).not.toMatch(/stau (deocamdată )?pe loc/);
  });
});
