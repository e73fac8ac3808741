import { useQuery } from '../../platform/queries/useQuery';
import { askClock } from './clock.api';

/** Key of the clock, for those who move it and must ask again. */
export const CLOCK_KEY = ['clock'];

const FRESH_MS = 5_000;

/** Business time and whether it may be moved, which is what makes this a demonstration. */
export function useBusinessClock() {
  return useQuery({
    key: CLOCK_KEY,
    query: askClock,
    staleTime: FRESH_MS,
  }).data;
}
