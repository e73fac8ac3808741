import { IsOptional } from 'class-validator';
import { LOCALES, type Locale } from '../localized.dto.js';
import { OneOf, WholeNumber } from '../rules/shape.rules.js';
import { DayDate, Email, Id, Line, Text } from '../rules/text.rules.js';
import { CASH_OF_PERSON_MINOR_MAX, CSV_LETTERS_MAX } from './offline-limits.js';

export class OpenSheetDto {
  @Id()
  organisationId!: string;

  @Line({ max: 120 })
  event!: string;

  @Line({ max: 120 })
  place!: string;

  @DayDate()
  heldOn!: string;
}

/** One receipt of the paper sheet. R43 says when a name is needed. */
export class SheetLineDto {
  /** As printed on the receipt; once for each association. */
  @Line({ max: 20 })
  receiptNumber!: string;

  @IsOptional()
  @Line({ max: 80 })
  donorName?: string;

  @WholeNumber({ min: 1, max: CASH_OF_PERSON_MINOR_MAX })
  amountMinor!: number;

  /** For the receipt by mail, and to be asked if the campaign fails. */
  @IsOptional()
  @Email()
  email?: string;

  @OneOf(LOCALES)
  locale!: Locale;
}

/** A whole sheet as text, one receipt a row, with a row of column names. */
export class SheetCsvDto {
  @Text({ max: CSV_LETTERS_MAX })
  csv!: string;

  @OneOf(LOCALES)
  locale!: Locale;
}

/** The collector has counted the cash and types what is there. */
export class SignSheetDto {
  @WholeNumber({ min: 1 })
  totalMinor!: number;
}

export class BankSheetDto {
  /** What the bank printed on the slip of the deposit. */
  @Line({ max: 70 })
  bankReference!: string;

  @DayDate()
  bankedOn!: string;

  /** The picture of the slip. */
  @Id()
  slipFileId!: string;
}

/** After signing nothing is changed: a line is countered, with a reason. */
export class CounterLineDto {
  @Text({ min: 3, max: 300 })
  reason!: string;
}

export class WriteOffDto {
  @Text({ min: 10, max: 1000 })
  reason!: string;
}
