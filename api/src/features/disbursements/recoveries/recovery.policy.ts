import type { RecoveryStep } from '@vatra/shared/disbursements/recoveries.dto';
import { RECOVERY_MOVES, type RecoveryState } from '@vatra/shared/disbursements/recovery.states';
import { proportionHalfUp } from '@vatra/shared/money';
import type { ProjectState } from '@vatra/shared/projects/project.states';
import { openMinorOf, type Instalment, type RecoveryRecord } from './recovery.record.js';

/** Works stand still, are over or have ended: while they go on, the next payment waits instead. */
const DEMANDABLE: readonly ProjectState[] = [
  'suspended',
  'completion_reported',
  'completed',
  'in_follow_up',
  'closed',
  'cancelled',
  'wound_up',
];

const STEPS: Readonly<Record<RecoveryStep, RecoveryState>> = {
  plan: 'agreed_plan',
  dispute: 'disputed',
  refer: 'referred',
};

export function isDemandable(state: ProjectState): boolean {
  return DEMANDABLE.includes(state);
}

export function stateAfter(step: RecoveryStep): RecoveryState {
  return STEPS[step];
}

export function stepsFrom(state: RecoveryState): RecoveryStep[] {
  const steps = Object.keys(STEPS) as RecoveryStep[];
  return steps.filter((step) => RECOVERY_MOVES[state].includes(STEPS[step]));
}

export function mayWriteOff(state: RecoveryState): boolean {
  return RECOVERY_MOVES[state].includes('written_off');
}

/** L21: what goes on to the funds now, in the proportion the money had left them, cents by cents. */
export function partsToCredit(
  recovery: Pick<
    RecoveryRecord,
    'demandedMinor' | 'giftsMinor' | 'recoveredMinor' | 'creditedMinor'
  >,
): { giftsMinor: number; matchingMinor: number } {
  const { demandedMinor, giftsMinor, recoveredMinor, creditedMinor } = recovery;
  const until = (minor: number) => proportionHalfUp(giftsMinor, minor, demandedMinor);
  const giftsNow = until(recoveredMinor) - until(creditedMinor);
  return { giftsMinor: giftsNow, matchingMinor: recoveredMinor - creditedMinor - giftsNow };
}

/** What should have come before the day: all of it, or what a plan says. */
export function dueBefore(
  recovery: RecoveryRecord,
  instalments: readonly Instalment[],
  day: string,
): number {
  if (instalments.length === 0) return recovery.dueOn < day ? recovery.demandedMinor : 0;
  const later = instalments.filter(({ dueOn }) => dueOn >= day);
  return recovery.demandedMinor - later.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** What is waited for: the first part that is not whole yet, however late; null when nothing is open. */
export function openPart(
  recovery: RecoveryRecord,
  instalments: readonly Instalment[],
): Instalment | null {
  const openMinor = openMinorOf(recovery);
  if (openMinor === 0 || recovery.closedAt !== null) return null;
  const fromLast = [...instalments].sort((a, b) => b.dueOn.localeCompare(a.dueOn));
  let laterMinor = 0;
  for (const { dueOn, amountMinor } of fromLast) {
    if (laterMinor + amountMinor >= openMinor)
      return { dueOn, amountMinor: openMinor - laterMinor };
    laterMinor += amountMinor;
  }
  return { dueOn: recovery.dueOn, amountMinor: openMinor };
}

/** The next day on which something should have come; null behind the last. */
export function nextDue(
  recovery: RecoveryRecord,
  instalments: readonly Instalment[],
  day: string,
): string | null {
  if (openMinorOf(recovery) === 0) return null;
  const days = instalments.length === 0 ? [recovery.dueOn] : instalments.map(({ dueOn }) => dueOn);
  return days.filter((dueOn) => dueOn >= day).sort()[0] ?? null;
}
