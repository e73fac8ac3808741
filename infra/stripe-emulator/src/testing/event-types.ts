import type Stripe from 'stripe';

/** The types of the events so far that begin so, oldest first. */
export async function eventTypes(stripe: Stripe, prefix: string): Promise<string[]> {
  const { data } = await stripe.events.list({ type: `${prefix}*`, limit: 100 });
  return data.map(({ type }) => type).reverse();
}
