import { IsOptional } from 'class-validator';
import { PageQuery } from '../paging.dto.js';
import { OneOf } from '../rules/shape.rules.js';
import { Line } from '../rules/text.rules.js';
import { CATEGORIES, type CategoryCode } from './categories.js';
import { PUBLIC_PROJECT_STATES, type ProjectState } from './project.states.js';

export class ProjectListQuery extends PageQuery {
  @IsOptional()
  @Line({ max: 80 })
  query?: string;

  @IsOptional()
  @Line({ max: 120 })
  place?: string;

  @IsOptional()
  @OneOf(Object.keys(CATEGORIES))
  category?: CategoryCode;

  @IsOptional()
  @OneOf(PUBLIC_PROJECT_STATES)
  state?: ProjectState;

  /** Groups of states a visitor thinks in. */
  @IsOptional()
  @OneOf(['collecting', 'building', 'finished', 'preparing', 'stopped'])
  phase?: 'collecting' | 'building' | 'finished' | 'preparing' | 'stopped';
}
