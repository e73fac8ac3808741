/** How the money is to come. */
export const GIVE_WAYS = ['card', 'transfer'] as const;
export type GiveWay = (typeof GIVE_WAYS)[number];

/** The way a gift comes from and goes back to, in the words of the catalogues. */
export function sideOf(channel: 'card' | 'bank_transfer' | 'offline'): 'card' | 'account' {
  return channel === 'card' ? 'card' : 'account';
}
