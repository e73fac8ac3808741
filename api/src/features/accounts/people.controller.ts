import { Body, Controller, Query } from '@nestjs/common';
import { GrantRoleDto, PeopleQuery } from '@vatra/shared/accounts/accounts.dto';
import type { PersonView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../platform/actor.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { Operation } from '../../platform/http/operation.js';
import { AccountsService } from './accounts.service.js';

@Controller()
export class PeopleController {
  constructor(private readonly accounts: AccountsService) {}

  @Operation('accounts.people')
  people(@Query() { query }: PeopleQuery): Promise<PersonView[]> {
    return this.accounts.search(query);
  }

  @Operation('accounts.grant-role')
  grant(@CurrentActor() actor: Actor, @Body() { email, role }: GrantRoleDto): Promise<PersonView> {
    return this.accounts.grantRole(actor, email, role);
  }
}
