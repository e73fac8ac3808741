import { IsOptional } from 'class-validator';
import { PageQuery } from '../paging.dto.js';
import { Line } from '../rules/text.rules.js';

export class PlaceSearchQuery extends PageQuery {
  /** Any spelling: "cornesti", "Cornești", "Корнешты". */
  @IsOptional()
  @Line({ max: 80 })
  query?: string;

  @IsOptional()
  @Line({ max: 80 })
  district?: string;
}
