import { useI18n } from 'vue-i18n';
import type { ProgressView } from '@vatra/shared/campaigns/campaigns.views';
import { useFormat } from '../platform/format/useFormat';

type Support = Pick<ProgressView, 'payers' | 'promisedMinor'>;

/** How many gave, or what was promised where nobody is charged yet, or that somebody may be the first. */
export function useSupporters(): (progress: Support | undefined) => string {
  const { t } = useI18n();
  const { count, money } = useFormat();
  return ({ payers, promisedMinor } = { payers: 0, promisedMinor: 0 }) => {
    if (payers > 0) return t('cards.people', ...count(payers));
    if (promisedMinor > 0) return t('cards.promised', { sum: money(promisedMinor, 'round') });
    return t('cards.be-first');
  };
}
