import { cardRegionOf, partsOfPayment } from '@vatra/shared/contributions/fees';
import type { Calendar } from './calendar.js';
import { callFor } from './matching-calls.js';
import {
  inHomeCurrency,
  inventGift,
  payOnPage,
  startGift,
  startPromise,
  type Gift,
} from './payer.js';
import { campaignOf, type Story } from './story.js';
import type { Random } from './random.js';
import type { World } from './world.js';

/** Gifts are given on every third day, so that living through a year does not take a year; long ago, on every sixth. */
const GRID_DAYS = 3;
const OLD_GRID_DAYS = 6;
const LONG_AGO = -250;
const GIFTS_AT_ONCE = 6;
/** The emulator's card whose refund comes back unpaid after some days. */
const REFUND_BOUNCES_CARD = '4000000000005126';

/** Its bank takes the money back as soon as it has arrived. */
const DISPUTED_CARD = '4000000000000259';
/** Days of the campaign on which such a card is used: without an answer the first is lost by today, the last is open. */
const DISPUTED_ON: Readonly<Partial<Record<string, readonly number[]>>> = {
  'dealul-proba': [6, 18, 21],
  saseni: [39],
};

/** Where some donors pay in the money of the country they live in; no fund matches these stories. */
const SOME_ABROAD_PAY_THEIRS: readonly string[] = ['lozova', 'valea-exemplu', 'costuleni'];
/** Of those who could, every so many do. */
const ONE_OF = 3;

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
  const paid = SOME_ABROAD_PAY_THEIRS.includes(story.key)
    ? gifts.map((gift, index) => (index % ONE_OF === 0 ? inHomeCurrency(gift) : gift))
    : gifts;
  if (story.stage === 'failed') paid.push(giftOf(random, REFUND_BOUNCES_CARD));
  return paid;
}

function giftOf(random: Random, cardNumber: string): Gift {
  return { ...inventGift(random, (donors += 1)), giftMinor: 2_000, cardNumber };
}

/** Writes the gifts into the calendar: many in the first ten days and in the last week (domain 7.4). */
export function scheduleGifts(world: World, calendar: Calendar, story: Story): void {
  const random = world.random.fork(`days-${story.key}`);
  const lastDay = Math.min(-1, story.startDay + story.days - 3);
  const weights = dayWeights(story.days).slice(0, lastDay - story.startDay + 1);
  const byDay = new Map<number, Gift[]>();
  for (const gift of planGifts(world, story)) {
    const day = onGrid(story.startDay + random.weighted(weights), lastDay);
    byDay.set(day, [...(byDay.get(day) ?? []), gift]);
  }
  for (const day of DISPUTED_ON[story.key] ?? []) {
    const gifts = byDay.get(story.startDay + day) ?? [];
    byDay.set(story.startDay + day, [...gifts, giftOf(random, DISPUTED_CARD)]);
  }
  const last = lastMatched(story, byDay);
  for (const [day, gifts] of byDay) {
    const at = world.day(day);
    const title = `${String(gifts.length)} gifts`;
    if (last?.day === day) {
      const act = () => giveAround(world, story, gifts, last.index);
      calendar.putAlone(at, `${story.key}: ${title}`, act);
    } else calendar.put(story.key, at, title, () => giveSideBySide(world, story, gifts));
  }
}

/** First all open their pages, then all pay: what comes of it is settled many at a time. */
async function giveSideBySide(world: World, story: Story, gifts: readonly Gift[]): Promise<void> {
  const start = story.collection === 'on_success' ? startPromise : startGift;
  const pages = await aFewAtOnce(gifts, (gift) => start(world, campaignOf(story), gift));
  await aFewAtOnce(pages, payOnPage);
}

async function aFewAtOnce<Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += GIFTS_AT_ONCE) {
    results.push(...(await Promise.all(items.slice(from, from + GIFTS_AT_ONCE).map(act))));
  }
  return results;
}

/** The gift that takes the last of a fund is given by itself, so that it is the same one every time. */
async function giveAround(
  world: World,
  story: Story,
  gifts: readonly Gift[],
  index: number,
): Promise<void> {
  for (const part of [gifts.slice(0, index), gifts.slice(index, index + 1)]) {
    await giveSideBySide(world, story, part);
    await world.letSettle();
  }
  await giveSideBySide(world, story, gifts.slice(index + 1));
}

/** Which gift takes the last of what a fund may give to the project. */
function lastMatched(
  story: Story,
  byDay: ReadonlyMap<number, readonly Gift[]>,
): { day: number; index: number } | null {
  const call = callFor(story.key);
  if (call === null) return null;
  let leftMinor = call.projectCap * 100;
  for (const [day, gifts] of [...byDay].sort(([a], [b]) => a - b)) {
    for (const [index, { giftMinor }] of gifts.entries()) {
      leftMinor -= Math.min(giftMinor, call.donorCap * 100);
      if (leftMinor <= 0) return { day, index };
    }
  }
  return null;
}

/** How much is given on each day: 35 % in the first ten, 25 % in the last seven. */
function dayWeights(days: number): (readonly [day: number, weight: number])[] {
  return Array.from({ length: days }, (_, day) => {
    if (day < 10) return [day, 3.5] as const;
    if (day >= days - 7) return [day, 25 / 7] as const;
    return [day, 40 / (days - 17)] as const;
  });
}

function netOf(gift: Gift): number {
  return partsOfPayment({
    giftMinor: gift.giftMinor,
    tipMinor: gift.tipMinor,
    coverFee: gift.coverFee,
    region: cardRegionOf(gift.country),
  }).projectGetsMinor;
}

/** The next day of the grid after the first day, never past the last one. */
function onGrid(day: number, lastDay: number): number {
  const step = day < LONG_AGO ? OLD_GRID_DAYS : GRID_DAYS;
  const grid = Math.ceil(day / step) * step;
  return Math.min(Math.max(grid, day), lastDay);
}
