import type { DutyView } from '@vatra/shared/accounts/accounts.views';

const SOON_MS = 3 * 24 * 60 * 60 * 1000;

/** How near a duty's due time is; one without a due time is simply open. */
export function urgencyOf(dueAt: Date | null, now: Date): DutyView['urgency'] {
  if (dueAt === null) return 'open';
  const left = dueAt.getTime() - now.getTime();
  if (left < 0) return 'late';
  return left <= SOON_MS ? 'soon' : 'open';
}
