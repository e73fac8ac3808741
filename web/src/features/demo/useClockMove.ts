import { onScopeDispose, readonly, shallowRef } from 'vue';
import type { ClockMoveView } from '@vatra/shared/clock/clock.views';
import { ApiUnreachable, codeOf, isRefusal } from '../../platform/api/refusal';
import { clockMove, moveClock } from './demo.api';
import { useQueryCache } from '../../platform/queries/queryCache';

/** How often the move is asked how far it is. */
const ASK_EVERY_MS = 700;

/** Moves the date of the demonstration and waits until everything due by then has happened. */
export function useClockMove() {
  const cache = useQueryCache();
  const move = shallowRef<ClockMoveView | null>(null);
  const refusal = shallowRef<string | null>(null);
  let isGone = false;
  onScopeDispose(() => {
    isGone = true;
  });

  async function to(instant: string): Promise<void> {
    refusal.value = null;
    try {
      move.value = await moveClock(instant);
      await follow(move.value.id);
      await cache.invalidateQueries();
    } catch (error) {
      if (!isRefusal(error) && !(error instanceof ApiUnreachable)) throw error;
      refusal.value = codeOf(error);
    }
  }

  async function follow(id: string): Promise<void> {
    while (!isGone && (move.value?.state === 'waiting' || move.value?.state === 'moving')) {
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
      move.value = await clockMove(id);
    }
  }

  return { move: readonly(move), refusal: readonly(refusal), to };
}
