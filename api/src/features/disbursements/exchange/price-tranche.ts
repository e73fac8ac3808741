import { Injectable } from '@nestjs/common';
import type { PrepareTrancheDto } from '@vatra/shared/disbursements/disbursements.dto';
import { euroFor, isLikelyRate } from '@vatra/shared/disbursements/exchange';
import type { Tx } from '../../../platform/database/tx.js';
import { OpenTranche, type TrancheAtWork } from '../tranches/open-tranche.js';
import { BankRateWrong, CostAboveReserve } from './exchange.errors.js';
import { ExchangeRepository } from './exchange.repository.js';

/** R76: what a payment fixed in lei costs at the bank's rate of the day. */
@Injectable()
export class PriceTranche {
  constructor(
    private readonly exchange: ExchangeRepository,
    private readonly opener: OpenTranche,
  ) {}

  /**
   * The euro become what the lei cost, and the difference comes from the reserve or goes back to it:
   * together, payments never exceed the plan by more than was kept back, nor the grant.
   *
   * @throws BankRateWrong, CostAboveReserve
   */
  async price(tx: Tx, work: TrancheAtWork, dto: PrepareTrancheDto): Promise<TrancheAtWork> {
    const { tranche, facts } = work;
    const { targetMdlMinor, projectId } = tranche;
    const { planningRate, reserveMinor } = facts.agreement;
    if (targetMdlMinor === null || planningRate === null) {
      if (dto.rateE4 !== undefined) throw new BankRateWrong();
      return work;
    }
    if (dto.rateE4 === undefined) throw new BankRateWrong();
    if (!isLikelyRate(dto.rateE4, planningRate.rateE4)) throw new BankRateWrong();
    const amountMinor = euroFor(targetMdlMinor, dto.rateE4);
    const leftMinor = reserveMinor - (amountMinor - tranche.amountMinor);
    if (leftMinor < 0) throw new CostAboveReserve(amountMinor, -leftMinor);
    await this.exchange.setPart(tx, tranche.id, { amountMinor, targetMdlMinor });
    await this.exchange.setReserve(tx, projectId, leftMinor);
    return this.opener.read(tx, tranche.id);
  }
}
