import { nextTick } from 'vue';

/** A page that still waits for its answer may show its heading a little later. */
const PATIENCE_MS = 5_000;

/** Moves the focus to the heading of the new page, to the page itself until there is one. */
export async function focusHeading(): Promise<void> {
  await nextTick();
  const main = document.querySelector('main');
  if (main === null || focusOn(main.querySelector('h1'))) return;
  focusOn(main);
  const observer = new MutationObserver(() => {
    // Whoever moved on meanwhile is not called back.
    const isWaiting = document.activeElement === main;
    if (!isWaiting || focusOn(main.querySelector('h1'))) observer.disconnect();
  });
  observer.observe(main, { childList: true, subtree: true });
  setTimeout(() => {
    observer.disconnect();
  }, PATIENCE_MS);
}

function focusOn(element: HTMLElement | null): boolean {
  element?.setAttribute('tabindex', '-1');
  element?.focus({ preventScroll: true });
  return element !== null;
}
