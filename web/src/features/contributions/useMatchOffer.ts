import { computed, shallowRef } from 'vue';
import { matchOf } from '@vatra/shared/matching/match';
import type { MatchOfferView } from '@vatra/shared/matching/funds.views';
import { ApiUnreachable, isRefusal } from '../../platform/api/refusal';

interface MatchedProject {
  readonly id: string;
  readonly match: MatchOfferView | null;
}

/** What a fund adds: as the page was made, then asked anew, since a pot empties while people think. */
export function useMatchOffer(
  project: () => MatchedProject | undefined,
  giftMinor: () => number | null,
  ask: (projectId: string) => Promise<MatchOfferView | null>,
) {
  const fresh = shallowRef<{ readonly offer: MatchOfferView | null } | null>(null);
  const offer = computed(() => (fresh.value ?? { offer: project()?.match ?? null }).offer);
  const expectedMinor = computed(() => {
    const gift = giftMinor() ?? 0;
    if (offer.value === null || gift <= 0) return 0;
    const { ratioPercent, donorCapMinor, projectRestMinor, potMinor } = offer.value;
    const rests = { donorRestMinor: donorCapMinor, projectRestMinor, potMinor };
    return matchOf(gift, { ratioPercent, ...rests });
  });

  async function askOffer(): Promise<void> {
    const projectId = project()?.id;
    if (projectId === undefined) return;
    try {
      fresh.value = { offer: await ask(projectId) };
    } catch (error) {
      // Nothing is promised that could not be asked.
      if (!(error instanceof ApiUnreachable) && !isRefusal(error)) throw error;
      fresh.value = { offer: null };
    }
  }

  return { offer, expectedMinor, askOffer };
}
