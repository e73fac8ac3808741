/** One question of a bank to a payer. */
export interface Challenge {
  readonly id: string;
  readonly question: string;
  /** Does what follows from the answer and gives back where the payer goes next. */
  readonly conclude: (passed: boolean) => string;
}

interface Returning {
  readonly id: string;
  readonly client_secret: string | null;
}

/** A payer who came from an API confirmation goes to its return URL, with Stripe's parameters. */
export function backUrl(
  kind: 'payment_intent' | 'setup_intent',
  intent: Returning,
  returnUrl: unknown,
  succeeded: boolean,
): string {
  if (typeof returnUrl !== 'string') return `/c/challenge/${intent.id}`;
  const url = new URL(returnUrl);
  url.searchParams.set(kind, intent.id);
  url.searchParams.set(`${kind}_client_secret`, intent.client_secret ?? '');
  url.searchParams.set('redirect_status', succeeded ? 'succeeded' : 'failed');
  return url.href;
}
