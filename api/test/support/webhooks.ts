import { createHmac } from 'node:crypto';
import { WEBHOOK_SECRET, type TestApp } from '../app.js';
import type { Random } from './random.js';

/** One thing that happened at the provider, as its webhook would tell it. */
export interface ProviderEvent {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly object: { readonly metadata?: Readonly<Record<string, string>> } };
}

const TOLD =
  /^(charge\.(succeeded|updated|dispute\..*)|refund\.|payout\.|checkout\.session\.expired$)/;
const AT_ONCE = 8;

/** From now on the provider sends nothing by itself: the test is its postman. */
export async function holdWebhooks(app: TestApp): Promise<void> {
  await app.emulator?.control('/knobs', { webhookDropRate: 1 });
}

/** What an endpoint would have been told since, oldest first. */
export async function eventsSince(
  app: TestApp,
  known: ReadonlySet<string>,
): Promise<ProviderEvent[]> {
  const book = await fetch(`${app.emulator?.url ?? ''}/_emu/book?kinds=event`);
  const lines = (await book.text()).trim().split('\n');
  return lines
    .map((line) => JSON.parse(line) as ProviderEvent & { object: string })
    .filter(({ object, id, type }) => object === 'event' && !known.has(id) && TOLD.test(type));
}

export function contributionOf(event: ProviderEvent): string | undefined {
  return event.data.object.metadata?.contribution_id;
}

/** Some lost, some told up to three times, all in an order of chance. */
export function disturbed(
  events: readonly ProviderEvent[],
  random: Random,
  lossRate: number,
): ProviderEvent[] {
  const copies = events.flatMap((event) =>
    random.next() < lossRate
      ? []
      : Array.from<ProviderEvent>({ length: random.between(1, 3) }).fill(event),
  );
  return random.shuffled(copies);
}

/** Hands events over, several at a time, and expects each to be taken. */
export async function deliver(app: TestApp, events: readonly ProviderEvent[]): Promise<void> {
  const queue = events.values();
  const postman = async () => {
    for (const event of queue) {
      const status = await post(app, JSON.stringify(event));
      if (status !== 200) throw new Error(`${event.type} was answered with ${String(status)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, postman));
}

/** News of the first act comes behind that of the second: a provider keeps no order. */
export async function toldTheOtherWayRound<Result>(
  app: TestApp,
  first: () => Promise<unknown>,
  second: () => Promise<Result>,
): Promise<Result> {
  const known = new Set((await eventsSince(app, new Set())).map(({ id }) => id));
  await holdWebhooks(app);
  await first();
  const ofFirst = await eventsSince(app, known);
  const result = await second();
  const ofBoth = await eventsSince(app, known);
  await app.emulator?.control('/knobs', { webhookDropRate: 0 });
  for (const news of [ofBoth.slice(ofFirst.length), ofFirst]) {
    await deliver(app, news);
    await app.quiet();
  }
  return result;
}

async function post(app: TestApp, body: string): Promise<number> {
  const at = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', WEBHOOK_SECRET).update(`${at}.${body}`).digest('hex');
  const headers = { 'stripe-signature': `t=${at},v1=${digest}` };
  return (await app.visitor().post('/webhooks/stripe', body, { headers })).status;
}
