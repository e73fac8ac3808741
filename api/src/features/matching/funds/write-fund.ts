import { Injectable } from '@nestjs/common';
import type { WriteFundDto } from '@vatra/shared/matching/funds.dto';
import type { Actor } from '../../../platform/actor.js';
import {
  compareDays,
  dayFrom,
  dayOf,
  endOfDay,
  startOfDay,
} from '../../../platform/calendar/zoned-days.js';
import { Clock } from '../../../platform/clock/clock.js';
import type { Tx } from '../../../platform/database/tx.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { PlacesService } from '../../places/places.service.js';
import type { FundRules } from './fund.record.js';
import { FundConflict, FundForbidden, FundInvalid } from './funds.errors.js';
import { FundsRepository } from './funds.repository.js';

/** A window begins and ends by the clocks of the country whose projects are matched. */
export const FUND_ZONE = 'Europe/Chisinau';

/** Papers seen, as for those who lead and endorse. */
const FUNDER_LEVEL_MIN = 2;
const FUNDS_OF_FUNDER_MAX = 50;

/** R52: a funder writes the rules of a call, and may change them until its money is there. */
@Injectable()
export class WriteFund {
  constructor(
    private readonly funds: FundsRepository,
    private readonly organisations: OrganisationsService,
    private readonly places: PlacesService,
    private readonly clock: Clock,
  ) {}

  async draft(tx: Tx, organisationId: string, dto: WriteFundDto, actor: Actor): Promise<string> {
    this.organisations.requireRole(actor, organisationId, ['matching_funder']);
    await this.requireFunder(tx, organisationId);
    if ((await this.funds.listOfFunder(tx, organisationId)).length >= FUNDS_OF_FUNDER_MAX) {
      throw new FundConflict('matching.too-many-funds', { max: FUNDS_OF_FUNDER_MAX });
    }
    return this.funds.insert(tx, organisationId, await this.rulesOf(tx, dto), actor);
  }

  async change(tx: Tx, id: string, dto: WriteFundDto, actor: Actor): Promise<void> {
    const fund = await this.funds.getForUpdate(tx, id);
    this.organisations.requireRole(actor, fund.organisationId, ['matching_funder']);
    if (fund.state !== 'draft') {
      throw new FundConflict('matching.rules-frozen', { rule: 'R52', state: fund.state });
    }
    await this.funds.setRules(tx, id, await this.rulesOf(tx, dto));
  }

  private async requireFunder(tx: Tx, organisationId: string): Promise<void> {
    const { kind } = await this.organisations.getCard(tx, organisationId);
    if (kind !== 'matching_funder') throw new FundForbidden('matching.not-a-funder');
    if (!(await this.organisations.isVerified(tx, organisationId, FUNDER_LEVEL_MIN))) {
      throw new FundConflict('matching.funder-not-verified');
    }
  }

  private async rulesOf(tx: Tx, dto: WriteFundDto): Promise<FundRules> {
    requireSense(dto);
    const known = await this.places.listByIds(tx, dto.placeIds);
    const unknown = dto.placeIds.findIndex((id) => !known.has(id));
    if (unknown >= 0) {
      throw new FundInvalid('matching.place-unknown', `/placeIds/${String(unknown)}`);
    }
    const { opensOn, closesOn, higherRatioPercent, title, summary, ...plain } = dto;
    return {
      ...plain,
      title: { ro: title.ro, en: title.en },
      summary: { ro: summary.ro, en: summary.en },
      higherRatioPercent: higherRatioPercent ?? null,
      ...windowOf(opensOn, closesOn, await this.clock.now(tx)),
    };
  }
}

/** @throws FundInvalid */
function requireSense({ potMinor, ratioPercent, higherRatioPercent, ...caps }: WriteFundDto): void {
  if (higherRatioPercent !== undefined && higherRatioPercent <= ratioPercent) {
    throw new FundInvalid('matching.higher-ratio-not-higher', '/higherRatioPercent');
  }
  if (caps.donorCapMinor > potMinor) {
    throw new FundInvalid('matching.cap-above-pot', '/donorCapMinor');
  }
  if (caps.projectCapMinor > potMinor) {
    throw new FundInvalid('matching.cap-above-pot', '/projectCapMinor');
  }
}

/** @throws FundInvalid */
function windowOf(opensOn: string, closesOn: string, now: Date): { opensAt: Date; closesAt: Date } {
  const [first, last] = [dayFrom(opensOn), dayFrom(closesOn)];
  if (compareDays(first, dayOf(now, FUND_ZONE)) < 0) {
    throw new FundInvalid('matching.window-in-the-past', '/opensOn');
  }
  if (compareDays(last, first) < 0) throw new FundInvalid('matching.window-reversed', '/closesOn');
  return { opensAt: startOfDay(first, FUND_ZONE), closesAt: endOfDay(last, FUND_ZONE) };
}
