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

type Flow = ReturnType<typeof useMoneyFlow>;

/** The parts that have anything, as somebody would read them. */
function read(view: object, hasEnded: boolean, part: (flow: Flow) => Flow['ends']): string[] {
  const Parts = defineComponent({
    setup() {
      const flow = useMoneyFlow(
        () => ({ moneyFlow: FLOW, ...view }) as unknown as ProjectPageView,
        () => hasEnded,
      );
      const shown = () => part(flow).value.filter(({ minor }) => minor > 0);
      return () => shown().map(({ label, minor }) => `${label} ${String(minor)};`);
    },
  });
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en: project } });
  const page = mount(Parts, { global: { plugins: [i18n] } });
  return page.text().split(';').filter(Boolean);
}
const endsOf = (hasEnded: boolean) => read({ campaign: null }, hasEnded, ({ ends }) => ends);

describe('where the money of a project is', () => {
  it('waits for proof while it is built', () => {
    expect(endsOf(false)).toEqual(['Card fees 200', 'Held until there is proof 9800']);
  });

  it('waits for its donors when it has ended before', () => {
    expect(endsOf(true)).toEqual(['Card fees 200', 'Waits for its donors 9800']);
  });
});

describe('where the money of a project came from', () => {
  it('is told apart to the cent, also when a gift has gone back since (L3, L13)', () => {
    // EUR 30 of the EUR 100 are matching; a withdrawn gift no longer counts in the progress.
    const progress = { grossMinor: 5_000, matchingMinor: 2_500, matchCommittedMinor: 3_000 };
    expect(read({ campaign: { progress } }, false, ({ sources }) => sources)).toEqual([
      'Donors 7000',
      'Matching fund 3000',
    ]);
  });
});
