import { Injectable } from '@nestjs/common';
import type { SayReceivedDto } from '@vatra/shared/disbursements/disbursements.dto';
import { isLikelyRate, rateBetween } from '@vatra/shared/disbursements/exchange';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { OpenTranche } from '../tranches/open-tranche.js';
import { NotArrived, PlanningRateMissing, ReceivedUnlikely } from './exchange.errors.js';
import { ExchangeRepository } from './exchange.repository.js';

/** R76: the authority says what its bank made of a payment; a correction is said again. */
@Injectable()
export class SayReceived {
  constructor(
    private readonly exchange: ExchangeRepository,
    private readonly opener: OpenTranche,
    private readonly organisations: OrganisationsService,
  ) {}

  /** @throws TrancheMissing, NotArrived, PlanningRateMissing, ReceivedUnlikely */
  async say(tx: Tx, actor: Actor, id: string, { receivedMinor }: SayReceivedDto): Promise<void> {
    const { tranche, facts } = await this.opener.forUpdate(tx, id);
    const { organisationId, planningRate } = facts.agreement;
    const roles = ['la_focal_point', 'la_mayor', 'la_accountant'] as const;
    this.organisations.requireRole(actor, organisationId, roles);
    if (tranche.state !== 'confirmed') throw new NotArrived(tranche.state);
    if (planningRate === null) throw new PlanningRateMissing('/receivedMinor');
    const rate = rateBetween(receivedMinor, tranche.amountMinor);
    if (!isLikelyRate(rate, planningRate.rateE4)) throw new ReceivedUnlikely();
    const { attempt } = tranche;
    const by = actor.personId ?? '';
    await this.exchange.addReceipt(tx, { id: newId(), trancheId: id, attempt, receivedMinor, by });
  }
}
