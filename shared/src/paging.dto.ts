import { IsOptional } from 'class-validator';
import { Line } from './rules/text.rules.js';
import { FromDigits, WholeNumber } from './rules/shape.rules.js';

export const PAGE_SIZE = 20;
export const PAGE_SIZE_MAX = 100;

/** One page of a list and the opaque word that asks for the next one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

export class PageQuery {
  @IsOptional()
  @Line({ max: 300 })
  cursor?: string;

  @IsOptional()
  @FromDigits()
  @WholeNumber({ min: 1, max: PAGE_SIZE_MAX })
  limit?: number;
}
