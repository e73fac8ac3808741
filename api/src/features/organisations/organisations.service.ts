import { Injectable } from '@nestjs/common';
import type { ConflictKind } from '@vatra/shared/endorsements/endorsements.dto';
import { isAssociation } from '@vatra/shared/organisations/organisation-words';
import type { DecisionBody } from '@vatra/shared/organisations/organisations.dto';
import type { OrganisationCard } from '@vatra/shared/organisations/organisations.views';
import type { OrganisationRole } from '@vatra/shared/policy/roles';
import type { Actor } from '../../platform/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { moveState } from '../../platform/database/state-moves.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { Events } from '../../platform/outbox/events.js';
import { MembershipsRepository } from './memberships.repository.js';
import { cardOf } from './organisation.presenter.js';
import type { OrganisationRecord } from './organisation.record.js';
import { OrganisationMissing, OrganisationNotYours } from './organisations.errors.js';
import { ORGANISATION_SUSPENDED } from './organisations.events.js';
import { OrganisationsRepository } from './organisations.repository.js';

const VERIFIED_STATES: readonly string[] = ['verified', 'expiring'];

/** What other features ask of organisations and their members; the verbs stand in files of their own. */
@Injectable()
export class OrganisationsService {
  constructor(
    private readonly organisations: OrganisationsRepository,
    private readonly memberships: MembershipsRepository,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  /** @throws OrganisationMissing */
  async getCard(tx: Tx, id: string): Promise<OrganisationCard> {
    return cardOf(await this.require(tx, id));
  }

  async cardsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, OrganisationCard>> {
    const records = ids.length === 0 ? [] : await this.organisations.listByIds(tx, ids);
    return new Map(records.map((record) => [record.id, cardOf(record)]));
  }

  /** @throws OrganisationMissing */
  async getCardBySlug(tx: Tx, slug: string): Promise<OrganisationCard> {
    const record = await this.organisations.findBySlug(tx, slug);
    if (record === null) throw new OrganisationMissing();
    return cardOf(record);
  }

  /** Checked at least to this level, and not expired or suspended since (R1, R21). */
  async isVerified(tx: Tx, id: string, level: number): Promise<boolean> {
    const record = await this.organisations.find(tx, id);
    return record !== null && (await this.isVerifiedNow(tx, record, level));
  }

  placesOf(tx: Tx, id: string): Promise<string[]> {
    return this.organisations.placesOf(tx, id);
  }

  /** Verified associations of a place, to ask for an endorsement (R21). */
  async verifiedAssociationsOf(tx: Tx, placeId: string): Promise<OrganisationCard[]> {
    const found: OrganisationCard[] = [];
    for (const record of await this.organisations.listOfPlace(tx, placeId)) {
      if (!isAssociation(record.kind)) continue;
      if (await this.isVerifiedNow(tx, record, 2)) found.push(cardOf(record));
    }
    return found;
  }

  async ofPlace(tx: Tx, placeId: string): Promise<OrganisationCard[]> {
    const records = await this.organisations.listOfPlace(tx, placeId);
    return records.filter(({ state }) => VERIFIED_STATES.includes(state)).map(cardOf);
  }

  /** Members in good standing who may vote today (R22, R23). */
  votingMembers(
    tx: Tx,
    organisationId: string,
  ): Promise<{ personId: string; roles: OrganisationRole[] }[]> {
    return this.memberships.votingMembers(tx, organisationId);
  }

  boardMembers(tx: Tx, organisationId: string): Promise<string[]> {
    return this.memberships.membersWithRole(tx, organisationId, 'hta_board');
  }

  membersWithRole(tx: Tx, organisationId: string, role: OrganisationRole): Promise<string[]> {
    return this.memberships.membersWithRole(tx, organisationId, role);
  }

  /** How the association decides by its charter; a board where none is written. */
  async decisionBodyOf(tx: Tx, organisationId: string): Promise<DecisionBody> {
    return (await this.require(tx, organisationId)).decisionBody ?? 'board';
  }

  isMemberNow(tx: Tx, personId: string, organisationId: string): Promise<boolean> {
    return this.memberships.isMemberNow(tx, personId, organisationId);
  }

  /**
   * Of these people and proved addresses (in lower case), those who belong to one of the
   * organisations: how an interest is known without asking (ruling 43).
   */
  belonging(
    tx: Tx,
    organisationIds: readonly string[],
    who: { readonly personIds: readonly string[]; readonly emails: readonly string[] },
  ): Promise<{ organisationId: string; personId: string | null; email: string }[]> {
    if (who.personIds.length + who.emails.length === 0) return Promise.resolve([]);
    return this.memberships.belonging(tx, organisationIds, who);
  }

  /** Organisations by id that gave one of these numbers of a register, with the number's key. */
  idsOfRegisterKeys(tx: Tx, keys: readonly string[]): Promise<Map<string, string>> {
    if (keys.length === 0) return Promise.resolve(new Map<string, string>());
    return this.organisations.idsOfRegisterKeys(tx, keys);
  }

  hasRole(actor: Actor, organisationId: string, roles: readonly OrganisationRole[]): boolean {
    return actor.memberships.some(
      (membership) =>
        membership.organisationId === organisationId &&
        membership.roles.some((role) => roles.includes(role)),
    );
  }

  /** @throws OrganisationNotYours */
  requireRole(actor: Actor, organisationId: string, roles: readonly OrganisationRole[]): void {
    if (!this.hasRole(actor, organisationId, roles)) throw new OrganisationNotYours();
  }

  /** R24, R29, R67: what somebody said about an interest of theirs, kept for the public register. */
  async declareConflict(
    tx: Tx,
    declaration: {
      personId: string;
      subjectKind: string;
      subjectId: string;
      kind: ConflictKind;
      actedAs?: string;
    },
  ): Promise<void> {
    const { actedAs = 'member', ...said } = declaration;
    await this.organisations.declareConflict(tx, { id: newId(), actedAs, ...said });
  }

  /** Takes a verified organisation out until it is verified anew; nothing for one that is not. */
  async suspend(tx: Tx, id: string, why: { reason: string; actor: Actor }): Promise<void> {
    const record = await this.organisations.findForUpdate(tx, id);
    if (record === null || !VERIFIED_STATES.includes(record.state)) return;
    const move = { machine: 'organisation', id, from: record.state, to: 'suspended' } as const;
    await moveState(tx, { ...move, ...why });
    await this.events.publish(tx, ORGANISATION_SUSPENDED, { organisationId: id });
  }

  private async isVerifiedNow(tx: Tx, record: OrganisationRecord, level: number): Promise<boolean> {
    if (!VERIFIED_STATES.includes(record.state) || record.verificationLevel < level) return false;
    return record.verifiedUntil === null || record.verifiedUntil > (await this.clock.now(tx));
  }

  private async require(tx: Tx, id: string): Promise<OrganisationRecord> {
    const record = await this.organisations.find(tx, id);
    if (record === null) throw new OrganisationMissing();
    return record;
  }
}
