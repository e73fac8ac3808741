import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import type { FundRecord } from '../funds/fund.record.js';
import type { MatchableGift } from './reservation.record.js';

/**
 * R57: the funder's staff and the authority's people do not trigger matching. Known by signed-in
 * membership or a proved address, never by asking (ruling 43).
 */
@Injectable()
export class KnownInterests {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly projects: ProjectsService,
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
    const organisationIds = [
      ...funderOf.values(),
      ...[...projects.values()].map(({ leadOrganisationId }) => leadOrganisationId),
    ];
    const belonging = await this.organisations.belonging(tx, [...new Set(organisationIds)], {
      personIds: gifts.flatMap(({ personId }) => personId ?? []),
      emails: gifts.flatMap(({ verifiedEmail }) => verifiedEmail?.toLowerCase() ?? []),
    });
    return (gift, fundId) =>
      belonging.some(
        ({ organisationId, personId, email }) =>
          [leadOf(gift), funderOf.get(fundId)].includes(organisationId) &&
          ((gift.personId !== null && personId === gift.personId) ||
            email === gift.verifiedEmail?.toLowerCase()),
      );
  }
}
