import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/tx.js';
import { ExchangeRepository } from '../exchange/exchange.repository.js';
import { TranchesRepository } from '../tranches/tranches.repository.js';
import { AgreementWording } from './agreement-wording.js';
import { AgreementsRepository } from './agreements.repository.js';

/** Who signs reads what is true; what somebody has signed stays as it was read. */
@Injectable()
export class RewordAgreement {
  constructor(
    private readonly agreements: AgreementsRepository,
    private readonly exchange: ExchangeRepository,
    private readonly tranches: TranchesRepository,
    private readonly wording: AgreementWording,
  ) {}

  async run(tx: Tx, projectId: string): Promise<void> {
    const signatures = await this.agreements.signaturesOf(tx, [projectId]);
    const agreement = await this.agreements.find(tx, projectId);
    if (agreement === null || signatures.length > 0) return;
    const { currencyMode: mode, planningRate, reserveMinor } = agreement;
    const terms = { mode, planningRate, reserveMinor };
    const tranches = await this.tranches.listOf(tx, projectId);
    const text = await this.wording.of(tx, { ...agreement, ...terms, tranches });
    const textVersion = agreement.textVersion + 1;
    await this.exchange.setTerms(tx, projectId, { ...terms, textVersion, text });
  }
}
