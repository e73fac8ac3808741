import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import type { FundRecord } from '../funds/fund.record.js';
import { KnownSuppliers } from './known-suppliers.js';
import type { MatchableGift } from './reservation.record.js';

/**
 * R57: the funder's staff, the authority's people and its suppliers do not trigger matching. Known by
 * signed-in membership or a proved address, never by asking (ruling 43).
 */
@Injectable()
export class KnownInterests {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly projects: ProjectsService,
    private readonly suppliers: KnownSuppliers,
  ) {}

  /** Answers for one batch whether a gift is one of these people's, seen from a fund. */
  async of(
    tx: Tx,
    gifts: readonly MatchableGift[],
    funds: readonly FundRecord[],
  ): Promise<(gift: MatchableGift, fundId: string) => boolean> {
    const projects = await this.projects.listByIds(tx, [
      ...new Set(gifts.map(({ projectId }) => projectId)),
    ]);
    const leadOf = (gift: MatchableGift) => projects.get(gift.projectId)?.leadOrganisationId;
    const funderOf = new Map(funds.map(({ id, organisationId }) => [id, organisationId]));
    const leads = [
      ...new Set([...projects.values()].map(({ leadOrganisationId }) => leadOrganisationId)),
    ];
    const who = {
      personIds: gifts.flatMap(({ personId }) => personId ?? []),
      emails: gifts.flatMap(({ verifiedEmail }) => verifiedEmail?.toLowerCase() ?? []),
    };
    const organisationIds = [...new Set([...funderOf.values(), ...leads])];
    const belonging = await this.organisations.belonging(tx, organisationIds, who);
    const supplies = await this.suppliers.of(tx, leads, who);
    return (gift, fundId) =>
      belonging.some(
        (member) =>
          [leadOf(gift), funderOf.get(fundId)].includes(member.organisationId) &&
          isSame(member, gift),
      ) || supplies(gift, leadOf(gift));
  }
}

function isSame(
  member: { readonly personId: string | null; readonly email: string },
  gift: MatchableGift,
): boolean {
  const isPerson = gift.personId !== null && member.personId === gift.personId;
  return isPerson || member.email === gift.verifiedEmail?.toLowerCase();
}
