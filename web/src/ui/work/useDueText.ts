import { useI18n } from 'vue-i18n';
import { useFormat } from '../../platform/format/useFormat';

const DAY_MS = 86_400_000;

/** Whole days an instant lies behind another one; 0 while it has not passed. */
export function daysLate(dueAt: string, now: string): number {
  const lateMs = Date.parse(now) - Date.parse(dueAt);
  return lateMs <= 0 ? 0 : Math.floor(lateMs / DAY_MS) + 1;
}

/** "Due 25 November", or how many days it is late. */
export function useDueText() {
  const { t } = useI18n();
  const { date } = useFormat();
  return (dueAt: string, now: string): string => {
    const day = date(dueAt, 'day-month');
    const days = daysLate(dueAt, now);
    return days === 0 ? t('work.due', { day }) : t('work.late', { day, count: days }, days);
  };
}
