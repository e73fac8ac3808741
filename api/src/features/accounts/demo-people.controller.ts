import { Controller, Param, Query } from '@nestjs/common';
import { DemoCodeQuery } from '@vatra/shared/accounts/accounts.dto';
import type { DemoPersonView } from '@vatra/shared/accounts/accounts.views';
import { IdParam } from '@vatra/shared/id.dto';
import { Operation } from '../../platform/http/operation.js';
import { DemoPeople } from './demo-people.js';

/** Only in demo mode: the people of the demonstration, to be tried out. */
@Controller()
export class DemoPeopleController {
  constructor(private readonly people: DemoPeople) {}

  @Operation('accounts.demo-people')
  list(): Promise<DemoPersonView[]> {
    return this.people.list();
  }

  @Operation('accounts.demo-code')
  async code(
    @Param() { id }: IdParam,
    @Query() { purpose }: DemoCodeQuery,
  ): Promise<{ code: string }> {
    return { code: await this.people.codeOf(id, purpose ?? 'sign-in') };
  }
}
