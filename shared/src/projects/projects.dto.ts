import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsOptional } from 'class-validator';
import { LocalizedLineDto, LocalizedTextDto } from '../localized.dto.js';
import { EachOneOf, Flag, Nested, NestedList, OneOf, WholeNumber } from '../rules/shape.rules.js';
import { DayDate, Id, Line } from '../rules/text.rules.js';
import { CATEGORIES, type CategoryCode } from './categories.js';
import { PROFILE_NAMES, type ProfileName } from './cofinancing-profiles.js';
import {
  TIER_NAMES,
  FUNDING_SOURCES,
  BUDGET_LINE_KINDS,
  type TierName,
  type FundingSource,
  type BudgetLineKind,
} from './project-words.js';

/** The words stand apart, so that a page can name them without loading the validator. */
export {
  TIER_NAMES,
  FUNDING_SOURCES,
  BUDGET_LINE_KINDS,
  PROJECT_SECTIONS,
  type TierName,
  type FundingSource,
  type BudgetLineKind,
  type ProjectSection,
} from './project-words.js';

export class StartProjectDto {
  @Id()
  leadOrganisationId!: string;

  @Id()
  placeId!: string;

  @OneOf(Object.keys(CATEGORIES))
  category!: CategoryCode;

  @Nested(() => LocalizedLineDto)
  title!: LocalizedLineDto;
}

/** Section "need": what is wrong, what will be built, who gains. */
export class NeedSectionDto {
  @Nested(() => LocalizedLineDto)
  title!: LocalizedLineDto;

  @Nested(() => LocalizedTextDto)
  problem!: LocalizedTextDto;

  @Nested(() => LocalizedTextDto)
  solution!: LocalizedTextDto;

  @Nested(() => LocalizedTextDto)
  beneficiaries!: LocalizedTextDto;

  @WholeNumber({ min: 1, max: 5_000_000 })
  beneficiariesTotal!: number;

  /** R2: open to all residents, no private, party, worship or weapons use. */
  @Flag()
  isPublicService!: boolean;
}

/** Section "photos": the first one leads. */
export class PhotosSectionDto {
  @NestedList(() => PhotoDto, { min: 1, max: 12 })
  photos!: PhotoDto[];
}

export class PhotoDto {
  @Id()
  fileId!: string;

  @Nested(() => LocalizedLineDto)
  alt!: LocalizedLineDto;
}

/** Section "owner": R10 and R11. */
export class OwnerSectionDto {
  @Line({ max: 160 })
  assetOwner!: string;

  /** The person in charge by role, never by name. */
  @Line({ max: 160 })
  maintenanceRole!: string;

  @WholeNumber({ min: 0 })
  maintenanceYearlyMinor!: number;

  @Line({ max: 40 })
  maintenanceBudgetLine!: string;

  @OneOf(['public_ownership', 'right_of_use'])
  landTitle!: 'public_ownership' | 'right_of_use';

  /** Years left of a right of use: 10 or more (R11). */
  @IsOptional()
  @WholeNumber({ min: 0, max: 199 })
  landUseYears?: number;

  @Id()
  landProofFileId!: string;

  @NestedList(() => PermitDto, { min: 0, max: 20 })
  permits!: PermitDto[];
}

export class PermitDto {
  @Line({ max: 160 })
  name!: string;

  @OneOf(['not_needed', 'applied', 'granted'])
  status!: 'not_needed' | 'applied' | 'granted';

  @DayDate()
  date!: string;
}

/** A poll is a recorded result: who was asked, when, how many chose this project, and the file. */
export class PollDto {
  @OneOf(['residents', 'natives_abroad'])
  group!: 'residents' | 'natives_abroad';

  @DayDate()
  heldOn!: string;

  @WholeNumber({ min: 0, max: 1_000_000 })
  answers!: number;

  @WholeNumber({ min: 0, max: 1_000_000 })
  inFavour!: number;

  @Id()
  fileId!: string;
}

export class PollsSectionDto {
  @NestedList(() => PollDto, { min: 1, max: 4 })
  polls!: PollDto[];
}

export class BudgetLineDto {
  @Nested(() => LocalizedLineDto)
  description!: LocalizedLineDto;

  @OneOf(BUDGET_LINE_KINDS)
  kind!: BudgetLineKind;

  @WholeNumber({ min: 1, max: 1_000_000 })
  quantity!: number;

  @Line({ max: 20 })
  unit!: string;

  @WholeNumber({ min: 1 })
  unitPriceMinor!: number;

  /** quantity x unit price, in euro cents. */
  @WholeNumber({ min: 1 })
  amountMinor!: number;

  @IsArray({ message: 'v.list' })
  @ArrayMaxSize(6, { message: 'v.list-max' })
  @ArrayUnique({ message: 'v.list-unique' })
  @Id({ each: true })
  quoteFileIds!: string[];

  @IsOptional()
  @Line({ max: 300 })
  referencePrice?: string;
}

export class TierBudgetDto {
  @OneOf(TIER_NAMES)
  name!: TierName;

  @Nested(() => LocalizedTextDto)
  deliverables!: LocalizedTextDto;

  @NestedList(() => BudgetLineDto, { min: 1, max: 40 })
  lines!: BudgetLineDto[];
}

/** Section "budget": both tiers; the minimum must work on its own (R5, R6). */
export class BudgetSectionDto {
  @NestedList(() => TierBudgetDto, { min: 2, max: 2 })
  tiers!: TierBudgetDto[];

  @Flag()
  minimumWorksAlone!: boolean;
}

export class FundingItemDto {
  @OneOf(TIER_NAMES)
  tier!: TierName;

  @OneOf(FUNDING_SOURCES)
  source!: FundingSource;

  @WholeNumber({ min: 0 })
  amountMinor!: number;
}

/** EUR to MDL as the plan was reckoned; one per project, never updated silently (domain 3.8). */
export class PlanningRateDto {
  /** 19.4750 MDL for one euro is 194750. */
  @WholeNumber({ min: 10_000, max: 10_000_000 })
  rateE4!: number;

  @DayDate()
  on!: string;

  @Line({ max: 80 })
  source!: string;
}

/** Section "funding": adds up exactly to each tier's budget (R7, R8). */
export class FundingSectionDto {
  /** The co-financing programme the plan follows; left out: `default` (R8). */
  @IsOptional()
  @OneOf(PROFILE_NAMES)
  profile?: ProfileName;

  @IsOptional()
  @Nested(() => PlanningRateDto)
  planningRate?: PlanningRateDto;

  @NestedList(() => FundingItemDto, { min: 2, max: 12 })
  items!: FundingItemDto[];
}

export class CriterionDto {
  @Nested(() => LocalizedLineDto)
  text!: LocalizedLineDto;
}

export class MilestonePlanDto {
  @Nested(() => LocalizedLineDto)
  title!: LocalizedLineDto;

  /** Days after the agreement is signed. */
  @WholeNumber({ min: 7, max: 720 })
  dueDays!: number;

  @NestedList(() => CriterionDto, { min: 1, max: 8 })
  criteria!: CriterionDto[];

  @IsArray({ message: 'v.list' })
  @ArrayMinSize(1, { message: 'v.list-min' })
  @ArrayMaxSize(4, { message: 'v.list-max' })
  @ArrayUnique({ message: 'v.list-unique' })
  @EachOneOf(['photo', 'invoice', 'minutes', 'acceptance_protocol'])
  evidence!: string[];
}

/** Section "milestones": as many as tranches need (one fewer than the tranches of R60). */
export class MilestonesSectionDto {
  @NestedList(() => MilestonePlanDto, { min: 2, max: 3 })
  milestones!: MilestonePlanDto[];
}

export class IndicatorDto {
  @OneOf(['output', 'outcome'])
  kind!: 'output' | 'outcome';

  @Nested(() => LocalizedLineDto)
  name!: LocalizedLineDto;

  @Line({ max: 30 })
  unit!: string;

  @WholeNumber({ min: 0 })
  baseline!: number;

  @WholeNumber({ min: 0 })
  targetMinimum!: number;

  @WholeNumber({ min: 0 })
  targetOptimum!: number;
}

/** Section "indicators": at least one output and one outcome (R13). */
export class IndicatorsSectionDto {
  @NestedList(() => IndicatorDto, { min: 2, max: 12 })
  indicators!: IndicatorDto[];
}
