import { onScopeDispose, watch } from 'vue';
import { useI18n } from 'vue-i18n';

/** Puts "Error:" before the title of the page while something is refused, for those who hear it. */
export function useErrorTitle(isRefused: () => boolean): void {
  if (import.meta.env.SSR) return;
  const { t } = useI18n();
  const mark = (): string => `${t('form.error-mark')} `;

  function unmark(): void {
    if (document.title.startsWith(mark())) document.title = document.title.slice(mark().length);
  }

  watch(isRefused, (refused) => {
    unmark();
    if (refused) document.title = mark() + document.title;
  });
  onScopeDispose(unmark);
}
