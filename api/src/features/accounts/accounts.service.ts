import { Injectable } from '@nestjs/common';
import type { MeView, PersonView } from '@vatra/shared/accounts/accounts.views';
import type { Locale } from '@vatra/shared/localized.dto';
import {
  SECOND_FACTOR_ROLES,
  type OrganisationRole,
  type PlatformRole,
} from '@vatra/shared/policy/roles';
import type { Actor } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { AccountsRepository, type PersonRow } from './accounts.repository.js';
import { PersonUnknown, RoleHeldAlready, RoleToSelf } from './accounts.errors.js';
import { GuestsService } from './guests.service.js';
import { SecondFactorsService } from './second-factors.service.js';

/** A person as other features know them. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
}

/** What the organisations feature tells about one membership. */
export interface MembershipNote {
  readonly membershipId: string;
  readonly personId: string | null;
  readonly email: string;
  readonly organisationId: string;
  readonly organisationSlug: string;
  readonly organisationName: string;
  readonly organisationKind: string;
  readonly roles: readonly OrganisationRole[];
  readonly voting: boolean;
  readonly state: 'invited' | 'confirmed';
}

@Injectable()
export class AccountsService {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountsRepository,
    private readonly factors: SecondFactorsService,
    private readonly guests: GuestsService,
  ) {}

  /** @throws PersonUnknown */
  async get(tx: Tx, personId: string): Promise<Person> {
    return personOf(await this.require(tx, personId));
  }

  async listByIds(tx: Tx, ids: readonly string[]): Promise<Map<string, Person>> {
    const rows = ids.length === 0 ? [] : await this.accounts.listByIds(tx, ids);
    return new Map(rows.map((row) => [row.id, personOf(row)]));
  }

  /** The person who proved this address to be theirs. */
  async findByEmail(tx: Tx, email: string): Promise<Person | null> {
    const row = await this.accounts.findByEmail(tx, email);
    return row === null ? null : personOf(row);
  }

  async personsWithRole(tx: Tx, role: PlatformRole): Promise<Person[]> {
    return (await this.accounts.listByRole(tx, role)).map(personOf);
  }

  /**
   * A fresh code of the person's second factor, inside the approval's transaction; works once.
   *
   * @returns when it was proved, in recorded time
   * @throws WrongCode, CodeAlreadyUsed, SecondFactorNotEnrolled
   */
  verifySecondFactor(tx: Tx, personId: string, code: string): Promise<Date> {
    return this.factors.verify(tx, personId, code);
  }

  /** The secret of a link `/guest/:token` for mails to a donor (ruling 40). */
  issueGuestToken(tx: Tx, email: string): Promise<string> {
    return this.guests.issueToken(tx, email);
  }

  /** Facts are pushed down (ruling 32): who a person is where, for the next request they make. */
  async noteMembership(tx: Tx, note: MembershipNote): Promise<void> {
    await this.accounts.putMembership(tx, note);
  }

  async forgetMembership(tx: Tx, membershipId: string): Promise<void> {
    await this.accounts.dropMembership(tx, membershipId);
  }

  /** Confirmed members of an organisation, or those holding one of the roles; to write to them. */
  async membersOf(
    tx: Tx,
    organisationId: string,
    roles: readonly OrganisationRole[] | null = null,
  ): Promise<Person[]> {
    return (await this.accounts.listMembers(tx, organisationId, roles)).map(personOf);
  }

  /** Whom an open invitation is for, and into what. */
  invitationOf(
    tx: Tx,
    membershipId: string,
  ): Promise<{ email: string; organisationName: string } | null> {
    return this.accounts.findInvitation(tx, membershipId);
  }

  me(actor: Actor): Promise<MeView> {
    return this.database.inTransaction(async (tx) => {
      const person = await this.require(tx, actor.personId ?? '');
      const memberships = await this.accounts.membershipsOf(tx, person);
      const confirmed = memberships.filter(({ state }) => state === 'confirmed');
      const roles = [...person.platformRoles, ...confirmed.flatMap((held) => held.roles)];
      return {
        id: person.id,
        name: person.name,
        email: person.email,
        locale: person.locale,
        platformRoles: person.platformRoles,
        memberships,
        secondFactor: person.secondFactorEnrolled ? 'enrolled' : 'none',
        secondFactorNeeded: roles.some((role) => SECOND_FACTOR_ROLES.includes(role)),
      };
    });
  }

  search(text: string | undefined): Promise<PersonView[]> {
    return this.database.inTransaction(async (tx) =>
      (await this.accounts.search(tx, text ?? null)).map(viewOf),
    );
  }

  /**
   * Gives a role on the platform; who gave it and when is kept for good.
   *
   * @throws PersonUnknown, RoleToSelf, RoleHeldAlready
   */
  grantRole(actor: Actor, email: string, role: PlatformRole): Promise<PersonView> {
    return this.database.inTransaction(async (tx) => {
      const person = await this.accounts.findByEmail(tx, email);
      if (person === null) throw new PersonUnknown();
      if (person.id === actor.personId) throw new RoleToSelf();
      const grant = { personId: person.id, role, grantedBy: actor.personId };
      if (!(await this.accounts.insertRole(tx, grant))) throw new RoleHeldAlready();
      return viewOf(await this.require(tx, person.id));
    });
  }

  private async require(tx: Tx, personId: string): Promise<PersonRow> {
    const row = personId === '' ? null : await this.accounts.find(tx, personId);
    if (row === null) throw new PersonUnknown();
    return row;
  }
}

function personOf({ id, name, email, locale }: PersonRow): Person {
  return { id, name, email, locale };
}

function viewOf({ id, name, email, platformRoles, secondFactorEnrolled }: PersonRow): PersonView {
  const secondFactor = secondFactorEnrolled ? 'enrolled' : 'none';
  return { id, name, email, platformRoles, secondFactor };
}
