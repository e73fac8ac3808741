import { IsOptional } from 'class-validator';
import { DayDate, Email, Iban, Id, Line, Text } from '../rules/text.rules.js';
import { LOCALES, type Locale } from '../localized.dto.js';
import { PlanningRateDto } from '../projects/projects.dto.js';
import { Nested, OneOf, WholeNumber } from '../rules/shape.rules.js';
import { CURRENCY_MODES, type CurrencyMode } from './exchange.js';

export class AddPayeeAccountDto {
  @Iban()
  iban!: string;

  @Line({ max: 70 })
  holder!: string;

  @OneOf(['bank', 'treasury'])
  kind!: 'bank' | 'treasury';

  @Id()
  bankLetterFileId!: string;
}

/** Stripe's page leads back to the page it was opened from, in the language that was read there. */
export class OnboardStripeAccountDto {
  @OneOf(LOCALES)
  locale!: Locale;
}

export class VerifyPayeeAccountDto {
  @OneOf(['accept', 'refuse'])
  decision!: 'accept' | 'refuse';

  @Text({ min: 3, max: 500 })
  reason!: string;
}

/** R65: what the first tranche needs from the authority besides signature and account. */
export class ProcurementPapersDto {
  @Id()
  planFileId!: string;

  @Id()
  conflictDeclarationsFileId!: string;
}

/** R57: who a supplier is. The number is public; address and domain are shown to nobody. */
export class NameSupplierDto {
  @Line({ max: 160 })
  supplier!: string;

  /** In the register of firms, in Moldova the IDNO. */
  @Line({ min: 4, max: 40 })
  registerNumber!: string;

  @IsOptional()
  @Email()
  email?: string;

  /** Of the firm alone: everybody who writes from there is one of its people. */
  @IsOptional()
  @Line({ max: 253 })
  domain?: string;
}

/** R74: how one supplier was chosen, with the committee's minutes as proof. */
export class ProcurementMinutesDto extends NameSupplierDto {
  @WholeNumber({ min: 1, max: 99 })
  bidders!: number;

  @DayDate()
  decidedOn!: string;

  @Id()
  fileId!: string;
}

export class SignAgreementDto {
  /** The version of the text the signer has read. */
  @WholeNumber({ min: 1, max: 1000 })
  textVersion!: number;

  @OneOf(['local_authority', 'operator', 'association'])
  party!: 'local_authority' | 'operator' | 'association';
}

export class PrepareTrancheDto {
  /** Typed again by the maker and compared with the plan: the amount in euro cents. */
  @WholeNumber({ min: 1 })
  amountMinor!: number;

  /** R76: what the bank asks for one euro, where lei are fixed: 19.4750 is 194750. */
  @IsOptional()
  @WholeNumber({ min: 10_000, max: 10_000_000 })
  rateE4?: number;
}

/** R76: whether payments are fixed in euro or in lei, before anybody signs. */
export class ChooseCurrencyDto {
  @OneOf(CURRENCY_MODES)
  mode!: CurrencyMode;

  /** In place of the plan's; left out: the plan's. */
  @IsOptional()
  @Nested(() => PlanningRateDto)
  planningRate?: PlanningRateDto;
}

/** R76: what arrived of a payment at the authority's bank, in bani. */
export class SayReceivedDto {
  @WholeNumber({ min: 1 })
  receivedMinor!: number;
}

/** The approval is bound to what the checker saw: the hash of amount, currency and payee. */
export class ApproveTrancheDto {
  @Line({ min: 64, max: 64 })
  contentHash!: string;

  /** A fresh TOTP code (ruling 38). */
  @Line({ min: 6, max: 6 })
  code!: string;
}

export class HoldTrancheDto {
  @Text({ min: 10, max: 1000 })
  reason!: string;
}

export class ImportStatementDto {
  /** An uploaded camt.053 file. */
  @Id()
  fileId!: string;
}

/** Money that was sent through Stripe and has not left the payee's account there comes back. */
export class ReverseTransferDto {
  @WholeNumber({ min: 1 })
  amountMinor!: number;

  @Text({ min: 3, max: 500 })
  reason!: string;

  /** A fresh TOTP code (ruling 38). */
  @Line({ min: 6, max: 6 })
  code!: string;
}
