import type { StateTable } from '../states/state-table.js';

/** Domain 3.4 "Campaign"; review_hold's way back to live is ruling 29. */
export type CampaignState =
  | 'scheduled'
  | 'live'
  | 'paused'
  | 'closing'
  | 'succeeded'
  | 'review_hold'
  | 'failed'
  | 'settled'
  | 'wound_up';

export const CAMPAIGN_MOVES: StateTable<CampaignState> = {
  scheduled: ['live'],
  live: ['paused', 'closing'],
  paused: ['live', 'closing'],
  closing: ['succeeded', 'review_hold', 'failed'],
  succeeded: ['settled'],
  review_hold: ['succeeded', 'failed', 'live'],
  failed: ['wound_up'],
  settled: [],
  wound_up: [],
};
