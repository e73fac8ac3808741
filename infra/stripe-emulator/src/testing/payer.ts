import type Stripe from 'stripe';
import type { ChildEmulator } from './child-emulator.js';

export const SUCCESS_URL = 'http://127.0.0.1:9/thanks?session={CHECKOUT_SESSION_ID}';
export const CANCEL_URL = 'http://127.0.0.1:9/back?a=1&b=2';

export interface PageAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly html: string;
  readonly alert: string | null;
}

const CARD = {
  cardNumber: '4000002760000016',
  cardExpiry: '12 / 34',
  cardCvc: '123',
  billingName: 'Ana Rusu',
  email: 'ana@example.org',
};

async function read(response: Response): Promise<PageAnswer> {
  const html = await response.text();
  const alert = /role="alert">([^<]*)</.exec(html)?.[1] ?? null;
  return {
    status: response.status,
    location: response.headers.get('location'),
    html,
    alert: alert && alert.replaceAll('&#39;', "'"),
  };
}

/** Follows nothing by itself, so that a test sees each redirect. */
export async function openPage(url: string): Promise<PageAnswer> {
  return read(await fetch(url, { redirect: 'manual' }));
}

/** Posts a form as a browser does. */
export async function postForm(url: string, fields: Record<string, string>): Promise<PageAnswer> {
  const body = new URLSearchParams(fields);
  return read(await fetch(url, { method: 'POST', redirect: 'manual', body }));
}

export async function payOnPage(
  url: string,
  fields: Partial<typeof CARD> = {},
): Promise<PageAnswer> {
  return postForm(url, { ...CARD, ...fields });
}

export function sessionParams(
  amount = 2_500,
  more: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'payment',
    ui_mode: 'hosted_page',
    success_url: SUCCESS_URL,
    cancel_url: CANCEL_URL,
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'eur', unit_amount: amount, product_data: { name: 'A gift' } },
      },
    ],
    ...more,
  };
}

/** A session paid with one card, and the charge that came of it. */
export async function pay(
  { stripe }: ChildEmulator,
  cardNumber: string,
  amount = 2_500,
  more: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<{ session: Stripe.Checkout.Session; charge: Stripe.Charge }> {
  const session = await stripe.checkout.sessions.create(sessionParams(amount, more));
  const answer = await payOnPage(session.url ?? '', { cardNumber });
  if (answer.status !== 303) throw new Error(`The page answered ${answer.status}: ${answer.alert}`);
  const paid = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ['payment_intent.latest_charge'],
  });
  const intent = paid.payment_intent as Stripe.PaymentIntent;
  return { session: paid, charge: intent.latest_charge as Stripe.Charge };
}

/** Waits until nothing is on its way any more. */
export async function quiet(emulator: ChildEmulator): Promise<void> {
  const { idle } = await emulator.control('GET', 'idle?wait_ms=5000');
  if (idle !== true) throw new Error('The emulator did not become quiet.');
}
