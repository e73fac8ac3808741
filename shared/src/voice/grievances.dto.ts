import { IsOptional } from 'class-validator';
import { LOCALES, type Locale } from '../localized.dto.js';
import { OneOf, WholeNumber } from '../rules/shape.rules.js';
import { Email, Text, decorate } from '../rules/text.rules.js';
import { isGrievanceCode } from './grievance-code.js';
import {
  FIXED,
  GRIEVANCE_CATEGORIES,
  type Fixed,
  type GrievanceCategory,
  type GrievanceSeverity,
} from './grievance-kinds.js';

/** As it was made, without groups. Refused with `v.grievance-code`. */
function GrievanceCode() {
  return decorate('grievanceCode', { message: 'v.grievance-code' }, isGrievanceCode);
}

/** R93: from anyone. The code is made by who files and never answered (decision 0056). */
export class FileGrievanceDto {
  @OneOf(GRIEVANCE_CATEGORIES)
  category!: GrievanceCategory;

  @Text({ min: 10, max: 4000 })
  text!: string;

  @IsOptional()
  @Email()
  contactEmail?: string;

  @OneOf(LOCALES)
  locale!: Locale;

  @GrievanceCode()
  code!: string;
}

/** In the body and not in the address: addresses are written down on the way. */
export class GrievanceCodeDto {
  @GrievanceCode()
  code!: string;
}

export class TriageGrievanceDto {
  @OneOf(GRIEVANCE_CATEGORIES)
  category!: GrievanceCategory;

  @WholeNumber({ min: 1, max: 3 })
  severity!: GrievanceSeverity;
}

export class SendElsewhereDto {
  @Text({ min: 10, max: 2000 })
  answer!: string;
}

export class DecideGrievanceDto {
  /** For who filed it. */
  @Text({ min: 10, max: 4000 })
  answer!: string;

  /** For everybody, once it is closed: nobody is named. */
  @Text({ min: 10, max: 600 })
  publicSummary!: string;

  @OneOf(FIXED)
  fixed!: Fixed;
}
