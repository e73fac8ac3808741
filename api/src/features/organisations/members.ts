import { Injectable } from '@nestjs/common';
import { isAssociation } from '@vatra/shared/organisations/organisation-words';
import type {
  InviteMemberDto,
  OrganisationKind,
} from '@vatra/shared/organisations/organisations.dto';
import type { OrganisationRole } from '@vatra/shared/policy/roles';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { Events } from '../../platform/outbox/events.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { MembershipsRepository } from './memberships.repository.js';
import {
  FOUNDER_ROLES,
  IN_CHARGE,
  ROLES_OF_KIND,
  type MembershipRecord,
  type OrganisationRecord,
} from './organisation.record.js';
import {
  OrganisationConflict,
  OrganisationInvalid,
  OrganisationMissing,
  OrganisationNotYours,
} from './organisations.errors.js';
import { MEMBER_INVITED } from './organisations.events.js';
import { OrganisationsRepository } from './organisations.repository.js';
import { OrganisationsService } from './organisations.service.js';

/** Who belongs to an organisation: invited by those in charge, confirmed by the person alone. */
@Injectable()
export class Members {
  constructor(
    private readonly organisations: OrganisationsRepository,
    private readonly memberships: MembershipsRepository,
    private readonly service: OrganisationsService,
    private readonly accounts: AccountsService,
    private readonly events: Events,
  ) {}

  async addFounder(tx: Tx, organisationId: string, kind: OrganisationKind, actor: Actor) {
    const email = actor.verifiedEmail;
    if (actor.personId === null || email === null) throw new OrganisationNotYours();
    const membership = {
      id: newId(),
      organisationId,
      personId: actor.personId,
      email: email.toLowerCase(),
      roles: [...FOUNDER_ROLES[kind]],
      voting: isAssociation(kind),
      state: 'confirmed',
      invitedBy: null,
    } as const;
    await this.memberships.insert(tx, membership);
    await this.tellAccounts(tx, membership, 'confirmed');
  }

  /** The address is invited; without an account it waits for one with this address. */
  async invite(tx: Tx, organisationId: string, invitation: InviteMemberDto, actor: Actor) {
    this.service.requireRole(actor, organisationId, IN_CHARGE);
    const organisation = await this.require(tx, organisationId);
    requireRolesOfKind(organisation.kind, invitation.roles);
    const email = invitation.email.toLowerCase();
    const person = await this.accounts.findByEmail(tx, email);
    const membership = {
      id: newId(),
      organisationId,
      personId: person?.id ?? null,
      email,
      roles: invitation.roles,
      voting: invitation.voting,
      state: 'invited',
      invitedBy: actor.personId,
    } as const;
    if (!(await this.memberships.insert(tx, membership))) {
      throw new OrganisationConflict('organisations.already-member');
    }
    await this.tellAccounts(tx, membership, 'invited');
    await this.events.publish(tx, MEMBER_INVITED, {
      organisationId,
      membershipId: membership.id,
    });
    return membership.id;
  }

  /** @throws OrganisationMissing when the invitation is not for this person */
  async confirm(tx: Tx, membershipId: string, actor: Actor): Promise<void> {
    const membership = await this.memberships.findForUpdate(tx, membershipId);
    const isMine =
      membership?.state === 'invited' && membership.email === actor.verifiedEmail?.toLowerCase();
    if (!isMine || actor.personId === null) {
      throw new OrganisationMissing('organisations.membership-not-found');
    }
    await this.memberships.confirm(tx, membershipId, actor.personId);
    await this.tellAccounts(tx, { ...membership, personId: actor.personId }, 'confirmed');
  }

  /** By those in charge or by the member; somebody in charge must stay. */
  async end(tx: Tx, membershipId: string, actor: Actor): Promise<void> {
    const membership = await this.memberships.findForUpdate(tx, membershipId);
    if (membership === null || membership.state === 'ended') {
      throw new OrganisationMissing('organisations.membership-not-found');
    }
    const { organisationId, personId } = membership;
    const isOwn = personId !== null && personId === actor.personId;
    if (!isOwn) this.service.requireRole(actor, organisationId, IN_CHARGE);
    const others = await this.memberships.listOf(tx, organisationId);
    const isLast = !others.some((other) => other.id !== membershipId && isInCharge(other));
    if (isInCharge(membership) && isLast) {
      throw new OrganisationConflict('organisations.last-in-charge');
    }
    await this.memberships.end(tx, membershipId);
    await this.accounts.forgetMembership(tx, membershipId);
  }

  /** Facts are pushed down (ruling 32): the accounts know where a person belongs. */
  private async tellAccounts(
    tx: Tx,
    membership: Omit<MembershipRecord, 'since' | 'state'>,
    state: 'invited' | 'confirmed',
  ): Promise<void> {
    const organisation = await this.require(tx, membership.organisationId);
    await this.accounts.noteMembership(tx, {
      membershipId: membership.id,
      personId: membership.personId,
      email: membership.email,
      organisationId: organisation.id,
      organisationSlug: organisation.slug,
      organisationName: organisation.name,
      organisationKind: organisation.kind,
      roles: membership.roles,
      voting: membership.voting,
      state,
    });
  }

  private async require(tx: Tx, id: string): Promise<OrganisationRecord> {
    const record = await this.organisations.find(tx, id);
    if (record === null) throw new OrganisationMissing();
    return record;
  }
}

function isInCharge(membership: MembershipRecord): boolean {
  return (
    membership.state === 'confirmed' && membership.roles.some((role) => IN_CHARGE.includes(role))
  );
}

function requireRolesOfKind(kind: OrganisationKind, roles: readonly OrganisationRole[]): void {
  const known: readonly OrganisationRole[] = ROLES_OF_KIND[kind];
  const wrong = roles.findIndex((role) => !known.includes(role));
  if (wrong >= 0) {
    throw new OrganisationInvalid('organisations.role-of-another-kind', `/roles/${String(wrong)}`);
  }
}
