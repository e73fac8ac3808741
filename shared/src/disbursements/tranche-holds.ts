/** Why a payment stands still: each hold is taken away by itself when its reason is gone. */
export const TRANCHE_HOLDS = [
  'money-not-held',
  'content-changed',
  'payee-not-able',
  'share-withdrawn',
  'project-stopped',
  'donors-asked',
  'serious-concern',
] as const;

export type TrancheHold = (typeof TRANCHE_HOLDS)[number];
