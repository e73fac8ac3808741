import { Injectable } from '@nestjs/common';
import type { TransferInstructionsView } from '@vatra/shared/contributions/transfers.views';
import { money } from '@vatra/shared/money';
import { groupedReference } from '../../../platform/bank/creditor-reference.js';
import { transferQrText } from '../../../platform/bank/transfer-qr.js';
import type { Tx } from '../../../platform/database/tx.js';
import { Config } from '../../../platform/config/config.js';
import type { ContributionRecord } from '../contribution.record.js';
import type { TransferRecord } from './transfer.record.js';
import { TransfersRepository } from './transfers.repository.js';

/** What a payer types or scans, as long as the money is waited for. */
@Injectable()
export class TransferInstructions {
  constructor(
    private readonly transfers: TransfersRepository,
    private readonly config: Config,
  ) {}

  /** Of those of the gifts that are waited for. */
  async listOf(
    tx: Tx,
    gifts: readonly ContributionRecord[],
  ): Promise<Map<string, TransferInstructionsView | null>> {
    const waited = gifts.filter(({ channel }) => channel === 'bank_transfer');
    const ids = waited.map(({ id }) => id);
    const transfers = await this.transfers.listOf(tx, ids);
    return new Map(waited.map((gift) => [gift.id, this.of(gift, transfers.get(gift.id))]));
  }

  private of(
    { state, sessionExpiresAt }: Pick<ContributionRecord, 'state' | 'sessionExpiresAt'>,
    transfer: TransferRecord | undefined,
  ): TransferInstructionsView | null {
    const { reference = null, announcedMinor = null } = transfer ?? {};
    if (state !== 'created' || reference === null || announcedMinor === null) return null;
    const { operatorName: holder, operatorIban: iban, operatorBic: bic } = this.config;
    return {
      holder,
      iban: groupedReference(iban),
      bic,
      reference: groupedReference(reference),
      amount: money(announcedMinor),
      until: sessionExpiresAt.toISOString(),
      qrText: transferQrText({ holder, iban, bic, reference, amountMinor: announcedMinor }),
    };
  }
}
