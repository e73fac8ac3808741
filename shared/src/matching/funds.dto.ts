import { ArrayMaxSize, ArrayUnique, IsArray, IsOptional } from 'class-validator';
import { LocalizedLineDto, LocalizedTextDto } from '../localized.dto.js';
import { CATEGORIES } from '../projects/categories.js';
import { EachOneOf, Flag, Nested, OneOf, WholeNumber } from '../rules/shape.rules.js';
import { DayDate, Id, Line, Text } from '../rules/text.rules.js';
import {
  FUND_ANSWERS,
  FUND_LEFTOVERS,
  FUND_MONEY_KINDS,
  RATIO_PERCENT_MAX,
  type FundAnswer,
  type FundLeftover,
  type FundMoneyKind,
} from './fund-words.js';

/** The rules of a call (R52); fixed and public once the money is there. EUR minor units. */
export class WriteFundDto {
  @Nested(() => LocalizedLineDto)
  title!: LocalizedLineDto;

  @Nested(() => LocalizedTextDto)
  summary!: LocalizedTextDto;

  @WholeNumber({ min: 10_000 })
  potMinor!: number;

  @WholeNumber({ min: 1, max: RATIO_PERCENT_MAX })
  ratioPercent!: number;

  /** For places without a verified association or under 1,500 inhabitants; left out: the same. */
  @IsOptional()
  @WholeNumber({ min: 2, max: RATIO_PERCENT_MAX })
  higherRatioPercent?: number;

  @WholeNumber({ min: 1 })
  donorCapMinor!: number;

  @WholeNumber({ min: 1 })
  projectCapMinor!: number;

  /** Empty: every place. */
  @IsArray({ message: 'v.list' })
  @ArrayMaxSize(50, { message: 'v.list-max' })
  @ArrayUnique({ message: 'v.list-unique' })
  @Id({ each: true })
  placeIds!: string[];

  /** Empty: every category. */
  @IsArray({ message: 'v.list' })
  @ArrayMaxSize(20, { message: 'v.list-max' })
  @ArrayUnique({ message: 'v.list-unique' })
  @EachOneOf(Object.keys(CATEGORIES))
  categories!: string[];

  @Flag()
  matchOffline!: boolean;

  @OneOf(FUND_LEFTOVERS)
  leftover!: FundLeftover;

  @DayDate()
  opensOn!: string;

  @DayDate()
  closesOn!: string;
}

/** What finance says of a fund's money; another person of finance confirms it. */
export class FundMoneyDto {
  @OneOf(FUND_MONEY_KINDS)
  kind!: FundMoneyKind;

  @WholeNumber({ min: 1 })
  amountMinor!: number;

  /** The line of the bank's statement that shows it; not asked of a guarantee. */
  @IsOptional()
  @Id()
  bankLineId?: string;

  /** The letter that guarantees it. */
  @IsOptional()
  @Id()
  fileId?: string;

  @Line({ max: 160 })
  note!: string;
}

export class DecideFundMoneyDto {
  @OneOf(['accept', 'refuse'])
  decision!: 'accept' | 'refuse';

  @Text({ min: 3, max: 1000 })
  reason!: string;
}

/** An earlier end of the window, at least fourteen days away. */
export class FundNoticeDto {
  @DayDate()
  endsOn!: string;

  @Text({ min: 3, max: 1000 })
  reason!: string;
}

/** R78, R79: final once it is booked. */
export class AnswerFundQuestionDto {
  @OneOf(FUND_ANSWERS)
  answer!: FundAnswer;
}
