import { IsOptional } from 'class-validator';
import { LOCALES, type Locale } from '../localized.dto.js';
import { ORGANISATION_ROLES, PLATFORM_ROLES, type PlatformRole } from '../policy/roles.js';
import { OneOf } from '../rules/shape.rules.js';
import { Email, Id, Line } from '../rules/text.rules.js';

export const PASSWORD_LENGTH_MIN = 15;

export class SignUpDto {
  @Email()
  email!: string;

  @Line({ min: PASSWORD_LENGTH_MIN, max: 128 }, { message: 'v.password' })
  password!: string;

  @Line({ max: 80 })
  name!: string;

  @OneOf(LOCALES)
  locale!: Locale;
}

export class VerifyEmailDto {
  @Line({ min: 20, max: 500 })
  token!: string;
}

export class SignInDto {
  @Email()
  email!: string;

  @Line({ max: 128 })
  password!: string;
}

export class SecondFactorDto {
  @Line({ min: 6, max: 6 })
  code!: string;
}

/** Ruling 38: enrolment asks for the password again. */
export class EnrolSecondFactorDto {
  @Line({ max: 128 })
  password!: string;
}

export class PasswordResetRequestDto {
  @Email()
  email!: string;
}

export class PasswordResetDto {
  @Line({ min: 20, max: 500 })
  token!: string;

  @Line({ min: PASSWORD_LENGTH_MIN, max: 128 }, { message: 'v.password' })
  password!: string;
}

export class GrantRoleDto {
  @Email()
  email!: string;

  @OneOf(PLATFORM_ROLES)
  role!: PlatformRole;
}

export class PeopleQuery {
  @IsOptional()
  @Line({ max: 100 })
  query?: string;
}

export class GuestTokenDto {
  @Line({ min: 40, max: 100 })
  token!: string;
}

export class GuestLinkDto {
  @Email()
  email!: string;

  /** Language of the mail; Romanian unless asked otherwise. */
  @IsOptional()
  @OneOf(LOCALES)
  locale?: Locale;
}

/** For which question a code of a demonstration person is wanted; sign-in takes the newest only. */
export class DemoCodeQuery {
  @IsOptional()
  @OneOf(['sign-in', 'approval'])
  purpose?: 'sign-in' | 'approval';
}

export class PersonIdParam {
  @Id()
  id!: string;
}

export const ALL_ROLES = [...PLATFORM_ROLES, ...ORGANISATION_ROLES];
