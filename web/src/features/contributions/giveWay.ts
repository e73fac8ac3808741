import type { Collection } from '@vatra/shared/campaigns/campaign-limits';

/** How the money is to come. */
export const GIVE_WAYS = ['card', 'transfer'] as const;
export type GiveWay = (typeof GIVE_WAYS)[number];
/** In the words of the catalogues: a card that is charged only on success makes a promise (R42). */
export type GiveWords = GiveWay | 'pledge';

export function giveWords(way: GiveWay, collection: Collection | undefined): GiveWords {
  return way === 'card' && collection === 'on_success' ? 'pledge' : way;
}

/** The way a gift comes from and goes back to, in the words of the catalogues. */
export function sideOf(channel: 'card' | 'bank_transfer' | 'offline'): 'card' | 'account' {
  return channel === 'card' ? 'card' : 'account';
}
