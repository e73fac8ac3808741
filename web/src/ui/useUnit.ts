import { useI18n } from 'vue-i18n';

/** Units of budget lines: common ones in the reader's language and number, others as they were written. */
export function useUnit() {
  const { t, te } = useI18n();
  return (unit: string, count: number): string =>
    te(`unit.${unit}`) ? t(`unit.${unit}`, count) : unit;
}

/** What a result is counted in: common words in the reader's language, others as they were written. */
export function useMeasure() {
  const { t, te } = useI18n();
  return (unit: string): string => (te(`measure.${unit}`) ? t(`measure.${unit}`) : unit);
}
