import { useI18n } from 'vue-i18n';
import type { DutyView } from '@vatra/shared/accounts/accounts.views';
import { useFormat } from '../../platform/format/useFormat';
import { useLocale } from '../../platform/locale/useLocale';

/** A duty in words: what to do, about what, and what the button says. */
export function useDutyText() {
  const i18n = useI18n();
  const format = useFormat();
  const { inMyLanguage } = useLocale();

  function say(duty: DutyView, part: 'what' | 'why' | 'act'): string {
    const [, feature = '', verb = ''] = duty.kind.split('.');
    const key = `duty.${feature}.${verb}.${part}`;
    return i18n.t(i18n.te(key) ? key : `duty.unknown.${part}`, { ...duty.params, ...sums(duty) });
  }

  /** `amountMinor` among the params is said as `amount`. */
  function sums(duty: DutyView): Record<string, string> {
    return Object.fromEntries(
      Object.entries(duty.params)
        .filter(([name]) => name.endsWith('Minor'))
        .map(([name, minor]) => [name.slice(0, -5), format.money(Number(minor))]),
    );
  }

  return {
    what: (duty: DutyView) => say(duty, 'what'),
    why: (duty: DutyView) => say(duty, 'why'),
    act: (duty: DutyView) => say(duty, 'act'),
    about: (duty: DutyView) => (duty.title === null ? '' : inMyLanguage(duty.title)),
  };
}
