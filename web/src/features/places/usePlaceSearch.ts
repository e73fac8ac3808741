import { onScopeDispose, ref, shallowRef } from 'vue';
import type { PlaceWithCountsView } from '@vatra/shared/places/places.views';
import { findPlaces } from './places.api';

const PAUSE_MS = 150;

/** Suggestions while somebody types; only the newest question's answer is ever shown. */
export function usePlaceSearch() {
  const places = shallowRef<readonly PlaceWithCountsView[]>([]);
  const state = ref<'idle' | 'asking' | 'answered' | 'failed'>('idle');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked: AbortController | undefined;

  function forget(): void {
    clearTimeout(timer);
    asked?.abort();
  }

  async function ask(text: string): Promise<void> {
    const mine = new AbortController();
    asked = mine;
    state.value = 'asking';
    try {
      const page = await findPlaces(text, mine.signal);
      if (mine.signal.aborted) return;
      places.value = page.items;
      state.value = 'answered';
    } catch {
      if (!mine.signal.aborted) state.value = 'failed';
    }
  }

  function search(text: string): void {
    forget();
    const wanted = text.trim();
    if (wanted === '') {
      places.value = [];
      state.value = 'idle';
      return;
    }
    timer = setTimeout(() => void ask(wanted), PAUSE_MS);
  }

  onScopeDispose(forget);
  return { places, state, search };
}
