import { Injectable } from '@nestjs/common';
import type { ChooseCurrencyDto } from '@vatra/shared/disbursements/disbursements.dto';
import { leiBoughtBy } from '@vatra/shared/disbursements/exchange';
import type { PlanningRateDto } from '@vatra/shared/projects/projects.dto';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { AgreementWording } from '../agreements/agreement-wording.js';
import { AgreementsRepository, type AgreementRow } from '../agreements/agreements.repository.js';
import { AgreementClosed, AgreementMissing } from '../disbursements.errors.js';
import { tranchePlan, type PlannedTranche } from '../tranches/tranche-plan.policy.js';
import { TranchesRepository } from '../tranches/tranches.repository.js';
import { CurrencyFrozen, PlanningRateMissing } from './exchange.errors.js';
import { ExchangeRepository } from './exchange.repository.js';
import { reserveOf } from './reserve.policy.js';

/**
 * R76: before anybody signs, the mayor says whether payments are fixed in euro or in lei. In lei the
 * grant's part of the budget's reserve is kept back, for the day on which lei cost more than planned.
 */
@Injectable()
export class ChooseCurrency {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly exchange: ExchangeRepository,
    private readonly tranches: TranchesRepository,
    private readonly wording: AgreementWording,
    private readonly organisations: OrganisationsService,
    private readonly projects: ProjectsService,
  ) {}

  /** @throws AgreementMissing, AgreementClosed, CurrencyFrozen, PlanningRateMissing */
  async choose(tx: Tx, actor: Actor, projectId: string, dto: ChooseCurrencyDto): Promise<void> {
    const agreement = await this.agreements.findForUpdate(tx, projectId);
    if (agreement === null) throw new AgreementMissing();
    if (agreement.cancelledAt !== null) throw new AgreementClosed();
    this.organisations.requireRole(actor, agreement.organisationId, ['la_mayor']);
    const signatures = await this.agreements.signaturesOf(tx, [projectId]);
    if (signatures.length > 0) throw new CurrencyFrozen();
    const planningRate = dto.planningRate ?? agreement.planningRate;
    const isTarget = dto.mode === 'TARGET_MDL';
    if (isTarget && planningRate === null) throw new PlanningRateMissing('/planningRate');
    const reserveMinor = isTarget ? await this.reserveFor(tx, agreement) : 0;
    const plan = tranchePlan(agreement.grantTotalMinor, reserveMinor);
    const parts = plan.map((part) => ({
      ...part,
      targetMdlMinor: target(part, dto, planningRate),
    }));
    const terms = { mode: dto.mode, planningRate, reserveMinor };
    await this.exchange.setTerms(tx, projectId, {
      ...terms,
      // Somebody who reads the text now signs another one than before the choice.
      textVersion: agreement.textVersion + 1,
      text: await this.wording.of(tx, { ...agreement, ...terms, tranches: parts }),
    });
    for (const tranche of await this.tranches.listOf(tx, projectId)) {
      const part = parts.find(({ number }) => number === tranche.number);
      if (part !== undefined) await this.exchange.setPart(tx, tranche.id, part);
    }
  }

  private async reserveFor(tx: Tx, agreement: AgreementRow): Promise<number> {
    const { projectId, tier, grantTotalMinor } = agreement;
    const contingencyMinor = await this.projects.contingencyOf(tx, projectId, tier);
    const totals = await this.projects.tierTotals(tx, projectId);
    return reserveOf({ contingencyMinor, grantTotalMinor, budgetMinor: totals[tier].budgetMinor });
  }
}

function target(
  { amountMinor }: PlannedTranche,
  { mode }: ChooseCurrencyDto,
  planningRate: PlanningRateDto | null,
): number | null {
  if (mode === 'SEND_EUR' || planningRate === null) return null;
  return leiBoughtBy(amountMinor, planningRate.rateE4);
}
