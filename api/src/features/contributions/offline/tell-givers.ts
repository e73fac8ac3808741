import { Injectable } from '@nestjs/common';
import type { Locale } from '@vatra/shared/localized.dto';
import type { Tx } from '../../../platform/database/tx.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { OfflineLinesRepository } from './offline-lines.repository.js';
import { standing } from './offline-sheet.record.js';
import { OfflineSheetsRepository } from './offline-sheets.repository.js';
import { SheetMissing } from './offline.errors.js';

/** What the receipt by mail says: the paper receipt again. */
export interface CashReceipt {
  readonly lineId: string;
  readonly email: string;
  readonly locale: Locale;
  readonly receiptNumber: string;
  readonly amountMinor: number;
  readonly association: string;
  readonly event: string;
  readonly heldOn: string;
}

/** For the mails to people who gave cash and left an address. */
@Injectable()
export class TellGivers {
  constructor(
    private readonly sheets: OfflineSheetsRepository,
    private readonly lines: OfflineLinesRepository,
    private readonly organisations: OrganisationsService,
  ) {}

  /** @throws SheetMissing */
  async receiptsOf(tx: Tx, sheetId: string): Promise<CashReceipt[]> {
    const sheet = await this.sheets.find(tx, sheetId);
    if (sheet === null) throw new SheetMissing();
    const { name: association } = await this.organisations.getCard(tx, sheet.organisationId);
    const { event, heldOn } = sheet;
    return standing(await this.lines.listOf(tx, sheetId)).flatMap((line) => {
      const { id: lineId, email, locale, receiptNumber, amountMinor } = line;
      if (email === null || line.confirmedAt === null) return [];
      return [{ lineId, email, locale, receiptNumber, amountMinor, association, event, heldOn }];
    });
  }
}
