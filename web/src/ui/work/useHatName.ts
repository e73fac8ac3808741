import { useI18n } from 'vue-i18n';
import type { Hat } from '../../platform/session/hats';

/** "Mayor, Cornești town hall", "Finance checker". */
export function useHatName() {
  const { t } = useI18n();
  return (hat: Hat): string => {
    if (hat.kind === 'platform') return t(`work.role.${hat.role}`);
    const { roles, organisationName } = hat.membership;
    const named = roles.map((role) => t(`work.role.${role}`)).join(', ');
    return named === '' ? organisationName : `${named} · ${organisationName}`;
  };
}
