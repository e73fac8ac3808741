import { BASE_CURRENCY, isCurrency } from '@vatra/shared/money';
import { useI18n } from 'vue-i18n';
import { useFormat } from '../../platform/format/useFormat';

export interface Refused {
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

interface Around {
  readonly label?: string;
  readonly wrong?: string | undefined;
}

/**
 * A refusal in the reader's words. Sums among its params (`shortMinor`) are said as money (`short`), in
 * the `currency` among them.
 */
export function useRefusalText() {
  const i18n = useI18n();
  const format = useFormat();

  return ({ code, params = {} }: Refused, { label = '', wrong }: Around = {}): string => {
    if (wrong !== undefined && code.startsWith('v.') && code !== 'v.missing') return wrong;
    const known = i18n.te(`error.${code}`) ? code : 'web.unexpected';
    // A question names its field without its question mark: "What is it about: …".
    const name = label.replace(/[?:…]+$/, '');
    return i18n.t(`error.${known}`, { label: name, ...params, ...inWords(params) });
  };

  function inWords(params: Readonly<Record<string, string | number>>): Record<string, string> {
    const said: Record<string, string> = {};
    const currency = isCurrency(params.currency) ? params.currency : BASE_CURRENCY;
    for (const [name, value] of Object.entries(params)) {
      if (name.endsWith('Minor'))
        said[name.slice(0, -5)] = format.money(Number(value), 'exact', currency);
      if (name.endsWith('At') || name.endsWith('On')) {
        said[name.slice(0, -2)] = format.date(String(value));
      }
    }
    return said;
  }
}
