// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { defineComponent } from 'vue';
import { createI18n } from 'vue-i18n';
import type { ProjectPageView } from '@vatra/shared/publishing/publishing.views';
import project from '../../locales/en/project.json';
import { useMoneyFlow } from './useMoneyFlow';

const FLOW = {
  ...{ receivedMinor: 10_000, feesMinor: 200, refundedMinor: 0, heldMinor: 9_800 },
  ...{ inTransitMinor: 0, disbursedMinor: 0, reserveMinor: 0, spentWithInvoicesMinor: 0 },
  ...{ laCommittedMinor: 0, laEvidencedMinor: 0 },
};

function labelsOf(hasEnded: boolean): string[] {
  const view = { campaign: null, moneyFlow: FLOW } as unknown as ProjectPageView;
  const Ends = defineComponent({
    setup() {
      const { ends } = useMoneyFlow(
        () => view,
        () => hasEnded,
      );
      return () => ends.value.filter(({ minor }) => minor > 0).map(({ label }) => `${label};`);
    },
  });
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: project } });
  const page = mount(Ends, { global: { plugins: [i18n] } });
  return page.text().split(';').filter(Boolean);
}

describe('where the money of a project is', () => {
  it('waits for proof while it is built', () => {
    expect(labelsOf(false)).toEqual(['Card fees', 'Held until there is proof']);
  });

  it('waits for its donors when it has ended before', () => {
    expect(labelsOf(true)).toEqual(['Card fees', 'Waits for its donors']);
  });
});
