import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ProjectPageView } from '@vatra/shared/publishing/publishing.views';
import type { FlowEnd } from '../../ui/charts/flowEnd';

/** Where the money of this project came from and where it is now; the parts add up to the cent. */
export function useMoneyFlow(view: () => ProjectPageView, hasEnded: () => boolean) {
  const { t } = useI18n();
  const flow = computed(() => view().moneyFlow);

  const sources = computed<FlowEnd[]>(() => {
    const { receivedMinor, laCommittedMinor } = flow.value;
    // Matching comes into the books of the project at success; until then they hold gifts alone.
    const matching = view().campaign?.progress.matchCommittedMinor ?? 0;
    return [
      end('donors', receivedMinor - matching, { thread: 'donors' }),
      end('matching', matching, { thread: 'matching' }),
      end('town', laCommittedMinor, { thread: 'town', via: false }),
    ];
  });

  const ends = computed<FlowEnd[]>(() => {
    const f = flow.value;
    const invoiced = Math.min(f.spentWithInvoicesMinor, f.disbursedMinor);
    const paid = f.feesMinor + f.refundedMinor + f.disbursedMinor + f.inTransitMinor;
    // Of a project that has ended nothing is proved any more: the rest is its donors'.
    const waits = hasEnded() ? 'for-donors' : 'held';
    const placed = paid + f.heldMinor + f.reserveMinor;
    return [
      end('fees', f.feesMinor, { thread: 'donors' }),
      end('refunded', f.refundedMinor, { thread: 'donors' }),
      end('invoiced', invoiced, { thread: 'donors' }),
      end('paid-out', f.disbursedMinor - invoiced, { thread: 'held' }),
      end('in-transit', f.inTransitMinor, { thread: 'held' }),
      end(waits, f.heldMinor, { thread: 'held', isOpen: true }),
      end('reserve', f.reserveMinor, { thread: 'held' }),
      end('moved', Math.max(0, f.receivedMinor - placed), { thread: 'held' }),
      end('town-evidenced', f.laEvidencedMinor, { thread: 'town', via: false }),
      end('town-promised', Math.max(0, f.laCommittedMinor - f.laEvidencedMinor), {
        thread: 'town',
        via: false,
        isOpen: true,
      }),
    ];
  });

  function end(
    id: string,
    minor: number,
    look: Pick<FlowEnd, 'thread'> & Partial<Pick<FlowEnd, 'via' | 'isOpen'>>,
  ): FlowEnd {
    return { id, minor, label: t(`project.flow.${id}`), via: true, ...look };
  }

  return { sources, ends };
}
