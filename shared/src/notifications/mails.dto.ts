import { IsOptional } from 'class-validator';
import { PageQuery } from '../paging.dto.js';
import { Email } from '../rules/text.rules.js';

/** Mails of the demonstration, newest first, for one receiver when asked. */
export class DemoMailsQuery extends PageQuery {
  @IsOptional()
  @Email()
  to?: string;
}
