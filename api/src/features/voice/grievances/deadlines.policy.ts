import type { GrievanceCategory } from '@vatra/shared/voice/grievance-kinds';
import {
  afterWorkingDays,
  isWorkingDay,
  type Calendar,
} from '../../../platform/calendar/working-days.js';
import { addDays, dayOf, endOfDay } from '../../../platform/calendar/zoned-days.js';

/** R94: corruption, violence, the safety of children or workers wait for nobody. */
const RESTRICTED: readonly GrievanceCategory[] = ['money', 'safety'];
const RESTRICTED_MS = 24 * 60 * 60 * 1000;
const ACKNOWLEDGE_WORKING_DAYS = 5;

/** Domain 5.6; what is not here has the thirty days of R95. */
const DECIDE_WORKING_DAYS: Partial<Record<GrievanceCategory, number>> = {
  question: 5,
  platform: 20,
};
const DECIDE_DAYS = 30;
const SILENCE_DAYS = 15;

/** R94: read by a person, and weighed in the same time. */
export function acknowledgeBy(
  filedAt: Date,
  category: GrievanceCategory,
  calendar: Calendar,
): Date {
  if (RESTRICTED.includes(category)) return new Date(filedAt.getTime() + RESTRICTED_MS);
  return afterWorkingDays(filedAt, ACKNOWLEDGE_WORKING_DAYS, calendar);
}

/** R95: the end of the thirtieth day, or of the first working day after it. */
export function decideBy(filedAt: Date, category: GrievanceCategory, calendar: Calendar): Date {
  const workingDays = DECIDE_WORKING_DAYS[category];
  if (workingDays !== undefined) return afterWorkingDays(filedAt, workingDays, calendar);
  const { country, zone } = calendar;
  let day = dayOf(filedAt, zone).add({ days: DECIDE_DAYS });
  while (!isWorkingDay(day, country)) day = day.add({ days: 1 });
  return endOfDay(day, zone);
}

/** Domain 3.4: who says nothing for fifteen days has nothing to add. */
export function silenceUntil(decidedAt: Date, { zone }: Calendar): Date {
  return addDays(decidedAt, SILENCE_DAYS, zone);
}
