import type { Window } from './stripe.types.js';

/** Stripe opens no page for longer. */
const PAGE_MS_MAX = 24 * 3_600_000;
/** Stripe's clock and ours are not the same. */
const MARGIN_MS = 300_000;

/** What an operation made is no older than its first sending. */
export function noOlderThan(sentSince: Date): Date {
  return new Date(sentSince.getTime() - MARGIN_MS);
}

/**
 * Where a page is found that was asked for: not made before the first sending, nor more than a day
 * before its end, nor after it. However long nobody could look, the window grows no wider.
 */
export function pageWindow(sentSince: Date, expiresAt: Date): Window & { readonly to: Date } {
  const earliest = new Date(expiresAt.getTime() - PAGE_MS_MAX);
  const from = Math.max(noOlderThan(sentSince).getTime(), noOlderThan(earliest).getTime());
  return { from: new Date(from), to: expiresAt };
}
