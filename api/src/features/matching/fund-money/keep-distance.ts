import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import type { FundRecord } from '../funds/fund.record.js';
import { FundForbidden } from '../funds/funds.errors.js';

/** Whoever belongs to a funder has no hand in its money on our side. */
@Injectable()
export class KeepDistance {
  constructor(private readonly organisations: OrganisationsService) {}

  /** The person, when they are none of the funder's. @throws FundForbidden */
  async outsiderOf(tx: Tx, fund: FundRecord, { personId }: Actor): Promise<string> {
    if (personId === null) throw new FundForbidden('matching.own-fund');
    if (await this.organisations.isMemberNow(tx, personId, fund.organisationId)) {
      throw new FundForbidden('matching.own-fund');
    }
    return personId;
  }
}
