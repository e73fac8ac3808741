import {
  GIFT_MINOR_MAX,
  GIFT_MINOR_UNEXPLAINED_MAX,
  GIFTS_OF_A_YEAR_MINOR_MAX,
} from '@vatra/shared/contributions/gift-limits';

/** R43: what has to be known of a giver before the gift is paid. */
export type GiverNeed = 'nothing' | 'name' | 'source';

/** `beforeMinor`: what was given in twelve months, is promised, or is being paid. */
export function needOf(giftMinor: number, beforeMinor: number): GiverNeed {
  const togetherMinor = giftMinor + beforeMinor;
  if (togetherMinor > GIFT_MINOR_UNEXPLAINED_MAX) return 'source';
  const isLarge = giftMinor > GIFT_MINOR_MAX || togetherMinor > GIFTS_OF_A_YEAR_MINOR_MAX;
  return isLarge ? 'name' : 'nothing';
}

/** The words of a name, without accents, case and order, to be compared with those of a list. */
export function wordsOf(name: string): string[] {
  const plain = name
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase();
  const words = plain.split(/[^\p{Letter}\p{Number}]+/u).filter((word) => word !== '');
  return [...new Set(words)].sort();
}
