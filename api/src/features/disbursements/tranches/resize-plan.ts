import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { ExchangeRepository } from '../exchange/exchange.repository.js';
import { replanned, replannedLei } from './replan.policy.js';
import type { TrancheRow } from './tranches.repository.js';

/** What is left of a grant over its unpaid tranches and the reserve, each in proportion (R61, R76). */
@Injectable()
export class ResizePlan {
  constructor(private readonly exchange: ExchangeRepository) {}

  async run(
    tx: Tx,
    plan: { readonly projectId: string; readonly reserveMinor: number },
    unpaid: readonly TrancheRow[],
    leftMinor: number,
  ): Promise<void> {
    const { projectId, reserveMinor } = plan;
    const reserve = { id: projectId, amountMinor: reserveMinor };
    const sharing = [...unpaid, ...(reserveMinor > 0 ? [reserve] : [])];
    const parts = replanned(leftMinor, sharing);
    for (const tranche of unpaid) await this.resize(tx, tranche, parts.get(tranche.id) ?? 0);
    await this.exchange.setReserve(tx, projectId, parts.get(projectId) ?? 0);
  }

  private async resize(tx: Tx, tranche: TrancheRow, amountMinor: number): Promise<void> {
    const { id, targetMdlMinor: lei, amountMinor: beforeMinor } = tranche;
    const targetMdlMinor = lei === null ? null : replannedLei(lei, { amountMinor, beforeMinor });
    await this.exchange.setPart(tx, id, { amountMinor, targetMdlMinor });
  }
}
