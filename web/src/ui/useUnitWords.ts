import { useI18n } from 'vue-i18n';
import { MEASURES, UNITS, type UnitWord } from './units';

/** The words of this language for what is counted, the one to show first. */
export function useUnitWords() {
  const { t } = useI18n();
  return {
    unit: (): UnitWord[] =>
      UNITS.map((unit) => ({ unit, forms: [t(`unit.${unit}`, 2), t(`unit.${unit}`, 1)] })),
    measure: (): UnitWord[] => MEASURES.map((unit) => ({ unit, forms: [t(`measure.${unit}`)] })),
  };
}
