import { cardRegionOf, partsOfPayment } from '@vatra/shared/contributions/fees';
import type { Calendar } from './calendar.js';
import { give, inventGift, type Gift } from './payer.js';
import { campaignOf, type Story } from './story.js';
import type { World } from './world.js';

/** Gifts are given on every fourth day, so that living through a year does not take a year. */
const GRID_DAYS = 4;
const GIFTS_AT_ONCE = 6;
/** The emulator's card whose refund comes back unpaid after some days. */
const REFUND_BOUNCES_CARD = '4000000000005126';

/** Numbers donors through all stories: each is another person with another card. */
let donors = 0;

export function giftsGiven(): number {
  return donors;
}

/** Invents donors until their net credits reach what the story collects (R44's estimate). */
export function planGifts(world: World, story: Story): Gift[] {
  const random = world.random.fork(`gifts-${story.key}`);
  const gifts: Gift[] = [];
  let netMinor = 0;
  while (netMinor < story.collectMinor) {
    donors += 1;
    const gift = inventGift(random, donors);
    const left = story.collectMinor - netMinor;
    const fitting = gift.giftMinor > left + 2_000 ? { ...gift, giftMinor: 1_000 } : gift;
    gifts.push(fitting);
    netMinor += netOf(fitting);
  }
  if (story.stage === 'failed')
    gifts.push({
      ...inventGift(random, (donors += 1)),
      giftMinor: 2_000,
      cardNumber: REFUND_BOUNCES_CARD,
    });
  return gifts;
}

/** Writes the gifts into the calendar: many in the first ten days and in the last week. */
export function scheduleGifts(world: World, calendar: Calendar, story: Story): void {
  const random = world.random.fork(`days-${story.key}`);
  const lastDay = Math.min(-1, story.startDay + story.days - 2);
  const days = lastDay - story.startDay;
  const byDay = new Map<number, Gift[]>();
  for (const gift of planGifts(world, story)) {
    const part = random.weighted([
      ['first', 35],
      ['middle', 40],
      ['last', 25],
    ] as const);
    const within = randomDay(part, days, random.next());
    const day = onGrid(story.startDay + within, lastDay);
    byDay.set(day, [...(byDay.get(day) ?? []), gift]);
  }
  for (const [day, gifts] of byDay) {
    calendar.put(world.day(day, 12), `${story.key}: ${String(gifts.length)} gifts`, async () => {
      for (let from = 0; from < gifts.length; from += GIFTS_AT_ONCE) {
        const batch = gifts.slice(from, from + GIFTS_AT_ONCE);
        await Promise.all(batch.map((gift) => give(world, campaignOf(story), gift)));
      }
    });
  }
}

function netOf(gift: Gift): number {
  return partsOfPayment({
    giftMinor: gift.giftMinor,
    tipMinor: gift.tipMinor,
    coverFee: gift.coverFee,
    region: cardRegionOf(gift.country),
  }).projectGetsMinor;
}

function randomDay(part: 'first' | 'middle' | 'last', days: number, share: number): number {
  const first = Math.min(10, days);
  const last = Math.max(first, days - 7);
  if (part === 'first') return Math.floor(share * first);
  if (part === 'middle') return Math.floor(first + share * (last - first));
  return Math.floor(last + share * (days - last));
}

/** The next day of the grid after the first day, never past the last one. */
function onGrid(day: number, lastDay: number): number {
  const grid = Math.ceil(day / GRID_DAYS) * GRID_DAYS;
  return Math.min(Math.max(grid, day), lastDay);
}
