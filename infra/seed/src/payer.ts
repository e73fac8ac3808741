import type { GiftCurrency } from '@vatra/shared/contributions/gift-limits';
import type {
  ContributionView,
  StartedContributionView,
} from '@vatra/shared/contributions/contributions.views';
import type { PledgeView, StartedPledgeView } from '@vatra/shared/contributions/pledges.views';
import { Random } from './random.js';
import type { World } from './world.js';

/** Share of gifts per size in euro cents (domain 7.4): mean EUR 28.8, median 20. */
const GIFT_SIZES = [
  [500, 12],
  [1000, 24],
  [1500, 10],
  [2000, 20],
  [2500, 8],
  [3000, 6],
  [5000, 13],
  [10_000, 5.5],
  [20_000, 1],
  [50_000, 0.5],
] as const;

/** Where givers live, in per cent, with the country digits of the emulator's demonstration cards. */
const COUNTRIES = [
  ['IT', 30, '380'],
  ['DE', 14, '276'],
  ['FR', 12, '250'],
  ['GB', 12, '826'],
  ['RO', 8, '642'],
  ['US', 6, '840'],
  ['PT', 5, '620'],
  ['IE', 4, '372'],
  ['CA', 4, '124'],
  ['ES', 3, '724'],
  ['MD', 2, '498'],
] as const;

/** What donors of some countries pay in, with how much of it is round for a round sum of euro. */
const HOME_CURRENCIES: Readonly<Record<string, { currency: GiftCurrency; times: number }>> = {
  GB: { currency: 'GBP', times: 1 },
  US: { currency: 'USD', times: 1 },
  RO: { currency: 'RON', times: 5 },
  CA: { currency: 'CAD', times: 2 },
  // Who lives in France and works across the border.
  FR: { currency: 'CHF', times: 1 },
};

const FIRST_NAMES =
  'Ion Maria Elena Vasile Ana Nicolae Tatiana Andrei Natalia Mihai Olga Gheorghe Svetlana Victor Irina Sergiu Doina Petru Valentina Igor Lilia Alexandru Rodica Dumitru Angela'.split(
    ' ',
  );
const FAMILY_NAMES =
  'Rusu Ceban Popa Munteanu Lungu Cojocaru Moraru Rotaru Ciobanu Botnaru Gîscă Sandu Țurcanu Guțu Bostan Ursu Balan Cazacu Melnic Croitoru'.split(
    ' ',
  );
const GREETINGS = [
  'Pentru satul bunicilor mei.',
  'Cu drag, din depărtare.',
  'Să fie lumină la voi.',
  'Hai, că se poate!',
  'With love from far away.',
  'Pentru copiii din sat.',
];

export interface Gift {
  readonly giftMinor: number;
  readonly tipMinor: number;
  readonly coverFee: boolean;
  readonly country: string;
  readonly cardNumber: string;
  readonly email: string;
  readonly publicName?: string;
  readonly message?: string;
  /** Euro when absent; the amounts above are then about what this one comes to. */
  readonly paidIn?: { readonly currency: GiftCurrency; readonly times: number };
}

/** The same gift in the currency of its donor's country, where there is one; no other gift changes. */
export function inHomeCurrency(gift: Gift): Gift {
  const paidIn = HOME_CURRENCIES[gift.country];
  return paidIn === undefined ? gift : { ...gift, paidIn };
}

/** The next gift of an invented donor; the same in every run of the same seed. */
export function inventGift(random: Random, number: number): Gift {
  const [country, , digits] = random.weighted(COUNTRIES.map((row) => [row, row[1]] as const));
  const name = `${random.pick(FIRST_NAMES)} ${random.pick(FAMILY_NAMES)}`;
  const showsName = random.next() < 0.35;
  return {
    giftMinor: random.weighted(GIFT_SIZES),
    tipMinor: random.next() < 0.12 ? 100 : 0,
    coverFee: random.next() < 0.3,
    country,
    cardNumber: withCheckDigit(`4929${digits}${String(number).padStart(8, '0')}`),
    email: `donor-${String(number)}@donors.demo.vatra.example`,
    ...(showsName && { publicName: `${name} (demo)` }),
    ...(random.next() < 0.15 && { message: random.pick(GREETINGS) }),
  };
}

/** A page of the provider's, and the card its donor will use there. */
export interface OpenPage {
  readonly url: string;
  readonly cardNumber: string;
}

/** Gives as a guest: starts the contribution, then pays on the provider's own page. */
export async function give(world: World, campaignId: string, gift: Gift): Promise<void> {
  await payOnPage(await startGift(world, campaignId, gift));
}

/** The first half of giving, up to the provider's page. */
export async function startGift(world: World, campaignId: string, gift: Gift): Promise<OpenPage> {
  const path = `/campaigns/${campaignId}/contributions`;
  const started = await world.browser().post<StartedContributionView>(path, wishOf(gift));
  const url = started.checkoutUrl ?? (await laterPage(world, 'contributions', started));
  return { url, cardNumber: gift.cardNumber };
}

/** Promises as a guest (R42): the provider's page saves a card, which is charged nothing yet. */
export async function startPromise(
  world: World,
  campaignId: string,
  gift: Gift,
): Promise<OpenPage> {
  const path = `/campaigns/${campaignId}/pledges`;
  const started = await world.browser().post<StartedPledgeView>(path, wishOf(gift));
  const url = started.pageUrl ?? (await laterPage(world, 'pledges', started));
  return { url, cardNumber: gift.cardNumber };
}

function wishOf(gift: Gift) {
  const { currency, times } = gift.paidIn ?? { currency: 'EUR', times: 1 };
  return {
    gift: { minor: gift.giftMinor * times, currency },
    tipMinor: gift.tipMinor * times,
    coverFee: gift.coverFee,
    email: gift.email,
    country: gift.country,
    locale: 'ro',
    ...(gift.publicName !== undefined && { publicName: gift.publicName }),
    ...(gift.message !== undefined && { message: gift.message }),
  };
}

/** A slow provider answers when the worker asks again; the donor's page waits for it meanwhile. */
function laterPage(
  world: World,
  kind: 'contributions' | 'pledges',
  { id, key }: { readonly id: string; readonly key: string },
): Promise<string> {
  const path = `/${kind}/${id}/progress?key=${encodeURIComponent(key)}`;
  return world.until(`the provider's page for ${id}`, async () => {
    const view = await world.visitor.get<ContributionView | PledgeView>(path);
    return 'checkoutUrl' in view ? view.checkoutUrl : view.pageUrl;
  });
}

/** The donor's part on that page. */
export async function payOnPage({ url, cardNumber }: OpenPage): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      cardNumber,
      cardExpiry: '12/34',
      cardCvc: '123',
      billingName: 'Demo Donor',
    }).toString(),
  });
  await response.arrayBuffer();
  if (response.status !== 303)
    throw new Error(`the card was not taken: ${String(response.status)}`);
}

function withCheckDigit(digits: string): string {
  let sum = 0;
  [...digits].reverse().forEach((digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  });
  return digits + String((10 - (sum % 10)) % 10);
}
