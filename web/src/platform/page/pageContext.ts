import { inject, type InjectionKey } from 'vue';

export interface PageHead {
  readonly title: string;
  readonly description?: string;
  /** Path of a picture for shared links. */
  readonly image?: string | null;
  readonly noIndex?: boolean;
}

/** What a page tells the server that renders it: the status of the answer and the head. */
export interface PageContext {
  status: number;
  head: (() => PageHead) | null;
}

export const PAGE_CONTEXT: InjectionKey<PageContext> = Symbol('page');

export function newPageContext(): PageContext {
  return { status: 200, head: null };
}

export function usePageContext(): PageContext {
  return inject(PAGE_CONTEXT, newPageContext, true);
}
