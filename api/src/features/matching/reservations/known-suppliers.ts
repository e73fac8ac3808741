import { Injectable } from '@nestjs/common';
import { contactsOf } from '@vatra/shared/matching/supplier-contact';
import type { Tx } from '../../../platform/database/tx.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import type { MatchableGift } from './reservation.record.js';
import { SuppliersRepository } from './suppliers.repository.js';

interface Who {
  readonly personIds: readonly string[];
  readonly emails: readonly string[];
}

type Giver = Pick<MatchableGift, 'personId' | 'verifiedEmail'>;

/**
 * R57: whoever sells to an authority, in any of its projects, has an interest in all of them. Known by
 * the address or domain its papers told, or by belonging to the organisation of that number here.
 */
@Injectable()
export class KnownSuppliers {
  constructor(
    private readonly suppliers: SuppliersRepository,
    private readonly organisations: OrganisationsService,
  ) {}

  /** Answers for one batch whether a giver sells to the authority. */
  async of(
    tx: Tx,
    authorityIds: readonly string[],
    who: Who,
  ): Promise<(giver: Giver, authorityId: string | undefined) => boolean> {
    const known = new Set([
      ...(await this.byContact(tx, authorityIds, who.emails)),
      ...(await this.byMembership(tx, authorityIds, who)),
    ]);
    return (giver, authorityId = '') =>
      keysOf(giver).some((key) => known.has(`${authorityId} ${key}`));
  }

  private async byContact(
    tx: Tx,
    authorityIds: readonly string[],
    emails: readonly string[],
  ): Promise<string[]> {
    if (emails.length === 0) return [];
    const contacts = [...new Set(emails.flatMap(contactsOf))];
    const found = await this.suppliers.contactsOf(tx, authorityIds, contacts);
    return found.map(({ organisationId, contact }) => `${organisationId} ${contact}`);
  }

  private async byMembership(tx: Tx, authorityIds: readonly string[], who: Who): Promise<string[]> {
    const suppliers = await this.suppliers.registerKeysOf(tx, authorityIds);
    const firms = await this.organisations.idsOfRegisterKeys(
      tx,
      suppliers.map(({ registerKey }) => registerKey),
    );
    const members = await this.organisations.belonging(tx, [...firms.keys()], who);
    return members.flatMap(({ organisationId, personId, email }) =>
      suppliers
        .filter(({ registerKey }) => registerKey === firms.get(organisationId))
        .flatMap((supplier) => [
          `${supplier.organisationId} ${personId ?? ''}`,
          `${supplier.organisationId} ${email}`,
        ]),
    );
  }
}

function keysOf({ personId, verifiedEmail }: Giver): readonly string[] {
  return [
    ...(personId === null ? [] : [personId]),
    ...(verifiedEmail === null ? [] : contactsOf(verifiedEmail)),
  ];
}
