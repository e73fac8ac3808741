import { Injectable } from '@nestjs/common';
import type { FundMoneyDto } from '@vatra/shared/matching/funds.dto';
import type { Tx } from '../../../platform/database/tx.js';
import { FilesService } from '../../files/files.service.js';
import { PaymentsService, type KeptLine } from '../../payments/payments.service.js';
import { FundInvalid } from '../funds/funds.errors.js';
import type { FundMoneyRecord } from './fund-money.record.js';

/** What stands behind an amount: a booking of the bank, or the letter of a guarantee (R56). */
@Injectable()
export class ProveMoney {
  constructor(
    private readonly payments: PaymentsService,
    private readonly files: FilesService,
  ) {}

  /** @throws FundInvalid */
  async require(tx: Tx, dto: FundMoneyDto): Promise<void> {
    if (dto.kind === 'guarantee') {
      if (dto.fileId === undefined) throw new FundInvalid('matching.letter-missing', '/fileId');
      await this.files.requireUsable(tx, [dto.fileId], { purpose: 'agreement' });
    }
    const isAtBank = dto.kind !== 'guarantee' && dto.kind !== 'lapsed';
    if (isAtBank && dto.bankLineId === undefined) {
      throw new FundInvalid('matching.bank-line-missing', '/bankLineId');
    }
    if (!isAtBank && dto.bankLineId !== undefined) throw unfit();
    if (dto.bankLineId !== undefined) await this.lineOf(tx, dto, dto.bankLineId);
  }

  /** The booking is explained by this amount from now on; its value date, where there is one. */
  async use(tx: Tx, money: FundMoneyRecord): Promise<string | undefined> {
    if (money.bankLineId === null) return undefined;
    const line = await this.lineOf(tx, money, money.bankLineId);
    const match = { lineId: line.id, kind: 'matching_fund', subjectId: money.id };
    if (!(await this.payments.explainLine(tx, match))) throw unfit();
    return line.valueOn;
  }

  /** @throws FundInvalid when the booking is not this amount in this direction, or somebody else's */
  private async lineOf(
    tx: Tx,
    { kind, amountMinor }: Pick<FundMoneyRecord, 'kind' | 'amountMinor'>,
    bankLineId: string,
  ): Promise<KeptLine> {
    const line = (await this.payments.linesByIds(tx, [bankLineId])).get(bankLineId);
    const direction = kind === 'returned' ? 'out' : 'in';
    const isFitting = line?.amountMinor === amountMinor && line.direction === direction;
    if (line === undefined || line.isMatched || !isFitting) throw unfit();
    return line;
  }
}

function unfit(): FundInvalid {
  return new FundInvalid('matching.bank-line-does-not-fit', '/bankLineId');
}
