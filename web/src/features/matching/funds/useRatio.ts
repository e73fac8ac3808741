import { useI18n } from 'vue-i18n';
import { useFormat } from '../../../platform/format/useFormat';

/** What comes for each euro given, as a sentence. */
export function useRatio() {
  const { t } = useI18n();
  const { money, ratio } = useFormat();
  return {
    ratio,
    ratioWords: (percent: number): string =>
      t('fund.for-each', { one: money(100), more: money(percent) }),
  };
}
