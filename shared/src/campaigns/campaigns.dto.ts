import { IsOptional } from 'class-validator';
import { OneOf, WholeNumber } from '../rules/shape.rules.js';
import { DayDate, Text } from '../rules/text.rules.js';
import {
  CAMPAIGN_DAYS_MIN,
  CAMPAIGN_DAYS_MAX,
  CAMPAIGN_LEFTOVERS,
  COLLECTIONS,
  EXTENSION_DAYS_MAX,
  type CampaignLeftover,
  type Collection,
} from './campaign-limits.js';

/** The words stand apart, so that a page can name them without loading the validator. */
export {
  CAMPAIGN_DAYS_MIN,
  CAMPAIGN_DAYS_MAX,
  CAMPAIGN_DAYS_DEFAULT,
  COLLECTIONS,
  EXTENSION_DAYS_MAX,
  type Collection,
} from './campaign-limits.js';

/** R30: it starts at 00:00 of the day and ends at 23:59:59 of its last day in the project's zone. */
export class ScheduleCampaignDto {
  @DayDate()
  startsOn!: string;

  @WholeNumber({ min: CAMPAIGN_DAYS_MIN, max: CAMPAIGN_DAYS_MAX })
  days!: number;

  /** R80; kept for repairs when nothing is said. */
  @IsOptional()
  @OneOf(CAMPAIGN_LEFTOVERS)
  leftover?: CampaignLeftover;

  /** R42: cards are charged at once unless it says otherwise. */
  @IsOptional()
  @OneOf(COLLECTIONS)
  collection?: Collection;
}

/** R32: asked by the mayor, agreed by one endorsing association. */
export class AskExtensionDto {
  @WholeNumber({ min: 1, max: EXTENSION_DAYS_MAX })
  days!: number;

  @Text({ min: 10, max: 1000 })
  reason!: string;
}

export class AgreeExtensionDto {
  @OneOf(['agree', 'refuse'])
  decision!: 'agree' | 'refuse';
}

/** Staff decide a review hold within 10 working days. */
export class DecideHoldDto {
  @OneOf(['succeed', 'fail', 'extend'])
  decision!: 'succeed' | 'fail' | 'extend';

  @Text({ min: 10, max: 2000 })
  reason!: string;

  @IsOptional()
  @WholeNumber({ min: 1, max: 14 })
  days?: number;
}
