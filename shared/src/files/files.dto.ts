import { IsOptional } from 'class-validator';
import { OneOf } from '../rules/shape.rules.js';

/** Widths of the public copies of a picture. */
export const COPY_WIDTHS = ['1600', '720'] as const;

export class FileContentQuery {
  @IsOptional()
  @OneOf(COPY_WIDTHS)
  w?: (typeof COPY_WIDTHS)[number];
}
