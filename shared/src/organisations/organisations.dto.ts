import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsOptional } from 'class-validator';
import { ORGANISATION_ROLES, type OrganisationRole } from '../policy/roles.js';
import { PageQuery } from '../paging.dto.js';
import { EachOneOf, Flag, OneOf, WholeNumber } from '../rules/shape.rules.js';
import { Email, Id, Line, Text } from '../rules/text.rules.js';
import {
  ORGANISATION_KINDS,
  DECISION_BODIES,
  type OrganisationKind,
  type DecisionBody,
} from './organisation-words.js';

/** The words stand apart, so that a page can name them without loading the validator. */
export {
  ORGANISATION_KINDS,
  DECISION_BODIES,
  type OrganisationKind,
  type DecisionBody,
} from './organisation-words.js';

export class CreateOrganisationDto {
  @OneOf(ORGANISATION_KINDS)
  kind!: OrganisationKind;

  @Line({ min: 3, max: 160 })
  name!: string;

  /** ISO 3166-1 alpha-2 of the seat. */
  @Line({ min: 2, max: 2 })
  country!: string;

  @IsOptional()
  @Line({ max: 80 })
  hostCity?: string;

  @IsArray({ message: 'v.list' })
  @ArrayMinSize(1, { message: 'v.list-min' })
  @ArrayMaxSize(20, { message: 'v.list-max' })
  @ArrayUnique({ message: 'v.list-unique' })
  @Id({ each: true })
  placeIds!: string[];

  @Email()
  contactEmail!: string;

  /** How an HTA decides on endorsements (R22); not asked of a local authority. */
  @IsOptional()
  @OneOf(DECISION_BODIES)
  decisionBody?: DecisionBody;

  @IsOptional()
  @Line({ max: 40 })
  registerNumber?: string;

  @IsOptional()
  @WholeNumber({ min: 0, max: 100000 })
  membersCount?: number;
}

export class SubmitOrganisationDto {
  @IsArray({ message: 'v.list' })
  @ArrayMinSize(1, { message: 'v.list-min' })
  @ArrayMaxSize(10, { message: 'v.list-max' })
  @Id({ each: true })
  paperIds!: string[];
}

export class VerifyOrganisationDto {
  @OneOf(['verified', 'info_requested'])
  decision!: 'verified' | 'info_requested';

  @IsOptional()
  @WholeNumber({ min: 1, max: 2 })
  level?: number;

  @Text({ max: 1000 })
  reason!: string;
}

export class InviteMemberDto {
  @Email()
  email!: string;

  @IsArray({ message: 'v.list' })
  @ArrayMinSize(1, { message: 'v.list-min' })
  @ArrayMaxSize(6, { message: 'v.list-max' })
  @ArrayUnique({ message: 'v.list-unique' })
  @EachOneOf(ORGANISATION_ROLES)
  roles!: OrganisationRole[];

  @Flag()
  voting!: boolean;
}

export class OrganisationsQuery extends PageQuery {
  @IsOptional()
  @OneOf(ORGANISATION_KINDS)
  kind?: OrganisationKind;

  @IsOptional()
  @Id()
  placeId?: string;
}
