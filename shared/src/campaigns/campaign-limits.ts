/** R30 and R32, in days. */
export const CAMPAIGN_DAYS_MIN = 30;
export const CAMPAIGN_DAYS_MAX = 90;
export const CAMPAIGN_DAYS_DEFAULT = 60;
export const EXTENSION_DAYS_MAX = 30;
