import { watchEffect } from 'vue';
import { usePageContext, type PageHead } from './pageContext';

export const SITE_NAME = 'Vatra';

/** Title and description of the page; read once by the server's render, followed in the browser. */
export function usePageHead(head: () => PageHead): void {
  usePageContext().head = head;
  if (import.meta.env.SSR) return;
  watchEffect(() => {
    document.title = pageTitle(head().title);
  });
}

export function pageTitle(title: string): string {
  return title === SITE_NAME ? title : `${title} · ${SITE_NAME}`;
}
