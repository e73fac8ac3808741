/** R30 and R32, in days. */
export const CAMPAIGN_DAYS_MIN = 30;
export const CAMPAIGN_DAYS_MAX = 90;
export const CAMPAIGN_DAYS_DEFAULT = 60;
export const EXTENSION_DAYS_MAX = 30;

/** R80: where goes what a finished project did not need; published with the campaign. */
export const CAMPAIGN_LEFTOVERS = ['reserve', 'project', 'return'] as const;
export type CampaignLeftover = (typeof CAMPAIGN_LEFTOVERS)[number];

/** R42: gifts by card are charged when they are made, or only when the campaign succeeds. */
export const COLLECTIONS = ['immediate', 'on_success'] as const;
export type Collection = (typeof COLLECTIONS)[number];
