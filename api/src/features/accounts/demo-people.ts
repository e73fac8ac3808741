import { Injectable } from '@nestjs/common';
import type { DemoPersonView, MembershipView } from '@vatra/shared/accounts/accounts.views';
import type { Actor } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Duties } from '../../platform/duties/duties.js';
import { AccountsRepository, type PersonRow } from './accounts.repository.js';
import { PersonUnknown } from './accounts.errors.js';
import { DEMO_DOMAIN, isDemoPerson } from './demo-person.js';
import { SecondFactorsService } from './second-factors.service.js';

@Injectable()
export class DemoPeople {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsRepository,
    private readonly factors: SecondFactorsService,
    private readonly duties: Duties,
  ) {}

  list(): Promise<DemoPersonView[]> {
    return this.database.inTransaction(async (tx) => {
      const people = await this.accounts.listByDomain(tx, DEMO_DOMAIN);
      const views: DemoPersonView[] = [];
      for (const person of people) views.push(await this.viewOf(tx, person));
      return views;
    });
  }

  /** @throws PersonUnknown for anybody who is not of the demonstration */
  codeOf(personId: string, purpose: 'sign-in' | 'approval'): Promise<string> {
    return this.database.inTransaction(async (tx) => {
      const person = await this.accounts.find(tx, personId);
      if (person === null || !isDemoPerson(person.email)) throw new PersonUnknown();
      return this.factors.demoCode(tx, personId, purpose);
    });
  }

  private async viewOf(tx: Tx, person: PersonRow): Promise<DemoPersonView> {
    const memberships = await this.accounts.membershipsOf(tx, person);
    const held = memberships.find(({ state }) => state === 'confirmed');
    const [duty] = await this.duties.of(tx, actorIn(person, memberships));
    return {
      id: person.id,
      name: person.name,
      email: person.email,
      role: person.platformRoles[0] ?? held?.roles[0] ?? 'donor',
      organisationName: held?.organisationName ?? null,
      duty: duty ?? null,
    };
  }
}

/** The person as they will act once they have signed in. */
function actorIn(person: PersonRow, memberships: readonly MembershipView[]): Actor {
  return {
    personId: person.id,
    name: person.name,
    platformRoles: person.platformRoles,
    memberships: memberships.filter(({ state }) => state === 'confirmed'),
    secondFactor: true,
    verifiedEmail: person.email,
  };
}
