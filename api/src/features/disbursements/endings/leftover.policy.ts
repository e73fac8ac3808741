import type { CampaignLeftover } from '@vatra/shared/campaigns/campaign-limits';

/** R80: sharing out so little would cost as much. */
const SMALL_LEFTOVER_MINOR = 5_000;
const SMALL_PART_OF_GRANT = 100;

/** R80: where a leftover goes, by its size and by what the campaign had published. */
export function leftoverGoes(
  leftMinor: number,
  grantMinor: number,
  promised: CampaignLeftover,
): CampaignLeftover {
  const isSmall =
    leftMinor <= SMALL_LEFTOVER_MINOR || leftMinor * SMALL_PART_OF_GRANT <= grantMinor;
  return isSmall ? 'reserve' : promised;
}
