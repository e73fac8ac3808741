import { Injectable } from '@nestjs/common';
import type { OrganisationsQuery } from '@vatra/shared/organisations/organisations.dto';
import type {
  MemberView,
  OrganisationCard,
  OrganisationView,
} from '@vatra/shared/organisations/organisations.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { Actor } from '../../platform/actor.js';
import type { Tx } from '../../platform/database/tx.js';
import { CursorUnknown, limitOf } from '../../platform/paging/cursor.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { PlacesService } from '../places/places.service.js';
import { MembershipsRepository } from './memberships.repository.js';
import { cardOf, memberOf } from './organisation.presenter.js';
import { IN_CHARGE, type OrganisationRecord } from './organisation.record.js';
import { OrganisationMissing } from './organisations.errors.js';
import { OrganisationsRepository } from './organisations.repository.js';
import { OrganisationsService } from './organisations.service.js';

/** What is shown of organisations: cards to everybody, the file to members and staff. */
@Injectable()
export class ReadOrganisations {
  constructor(
    private readonly organisations: OrganisationsRepository,
    private readonly memberships: MembershipsRepository,
    private readonly service: OrganisationsService,
    private readonly places: PlacesService,
    private readonly accounts: AccountsService,
  ) {}

  async list(tx: Tx, query: OrganisationsQuery): Promise<Page<OrganisationCard>> {
    const limit = limitOf(query);
    const after = query.cursor === undefined ? null : positionOf(query.cursor);
    const rows = await this.organisations.list(tx, query, { after, limit: limit + 1 });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return { items: items.map(cardOf), next: hasMore ? cursorOf(last) : null };
  }

  async reviewQueue(tx: Tx): Promise<Page<OrganisationCard>> {
    const rows = await this.organisations.listSubmitted(tx);
    return { items: rows.map(cardOf), next: null };
  }

  /** By slug or id; papers' notes and the address only for members and staff. */
  async view(tx: Tx, slugOrId: string, actor: Actor | null): Promise<OrganisationView> {
    const record = await this.organisations.findBySlug(tx, slugOrId);
    if (record === null) throw new OrganisationMissing();
    return this.viewOf(tx, record, actor);
  }

  async viewById(tx: Tx, id: string, actor: Actor | null): Promise<OrganisationView> {
    const record = await this.organisations.find(tx, id);
    if (record === null) throw new OrganisationMissing();
    return this.viewOf(tx, record, actor);
  }

  /** Belonging can hint at origin: only members in charge and reviewers see the list (domain 5.9). */
  async members(tx: Tx, id: string, actor: Actor): Promise<Page<MemberView>> {
    const isStaff = actor.platformRoles.includes('platform_reviewer');
    if (!isStaff) this.service.requireRole(actor, id, IN_CHARGE);
    const records = await this.memberships.listOf(tx, id);
    const ids = records.map(({ personId }) => personId).filter((personId) => personId !== null);
    const people = await this.accounts.listByIds(tx, ids);
    const items = records.map((record) =>
      memberOf(record, people.get(record.personId ?? '')?.name ?? null),
    );
    return { items, next: null };
  }

  private async viewOf(
    tx: Tx,
    record: OrganisationRecord,
    actor: Actor | null,
  ): Promise<OrganisationView> {
    const places = await this.places.listByIds(
      tx,
      await this.organisations.placesOf(tx, record.id),
    );
    const voters = await this.memberships.votingMembers(tx, record.id);
    const isReviewer = actor?.platformRoles.includes('platform_reviewer') === true;
    return {
      ...cardOf(record),
      places: [...places.values()],
      decisionBody: record.decisionBody,
      membersCount: record.membersCount,
      votingMembers: voters.length,
      verifiedUntil: record.verifiedUntil?.toISOString() ?? null,
      ...forInsiders(record, actor),
      ...(isReviewer ? { paperIds: await this.organisations.papersOf(tx, record.id) } : {}),
    };
  }
}

/** The address and the note of the review are for members and staff. */
function forInsiders(
  { id, contactEmail, reviewNote }: OrganisationRecord,
  actor: Actor | null,
): Pick<OrganisationView, 'myRoles' | 'contactEmail' | 'reviewNote'> {
  const mine = actor?.memberships.find(({ organisationId }) => organisationId === id);
  const isStaff = (actor?.platformRoles.length ?? 0) > 0;
  if (mine === undefined && !isStaff) return { myRoles: [], contactEmail: null, reviewNote: null };
  return { myRoles: mine?.roles ?? [], contactEmail, reviewNote };
}

function cursorOf({ name, id }: OrganisationRecord): string {
  return Buffer.from(JSON.stringify([name, id])).toString('base64url');
}

/** @throws CursorUnknown */
function positionOf(cursor: string): { name: string; id: string } {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(read) &&
      read.every((part) => typeof part === 'string') &&
      read.length === 2
    ) {
      const [name = '', id = ''] = read;
      if (/^[0-9a-f-]{36}$/.test(id)) return { name, id };
    }
  } catch {
    // Not one of ours: answered below like any other foreign word.
  }
  throw new CursorUnknown();
}
