import { Injectable } from '@nestjs/common';
import type {
  BankSheetDto,
  CounterLineDto,
  OpenSheetDto,
  SheetCsvDto,
  SheetLineDto,
  SignSheetDto,
  WriteOffDto,
} from '@vatra/shared/contributions/offline.dto';
import type {
  CsvPreviewView,
  OfflineCollectionView,
  SheetRowView,
  SheetView,
} from '@vatra/shared/contributions/offline.views';
import type { Actor } from '../../platform/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { BankSheet } from './offline/bank-sheet.js';
import { CorrectSheet } from './offline/correct-sheet.js';
import { OpenSheet } from './offline/open-sheet.js';
import { ReadSheets } from './offline/read-sheets.js';
import { SignSheet } from './offline/sign-sheet.js';
import { TellGivers, type CashReceipt } from './offline/tell-givers.js';
import { WriteLines } from './offline/write-lines.js';
import { WriteOffSheet } from './offline/write-off-sheet.js';

export type { CashReceipt } from './offline/tell-givers.js';

/** Cash that associations collect: from the open sheet to the bank, and what is missing. */
@Injectable()
export class OfflineService {
  constructor(
    private readonly database: Database,
    private readonly opening: OpenSheet,
    private readonly writing: WriteLines,
    private readonly signing: SignSheet,
    private readonly banking: BankSheet,
    private readonly correcting: CorrectSheet,
    private readonly writingOff: WriteOffSheet,
    private readonly givers: TellGivers,
    private readonly reading: ReadSheets,
  ) {}

  /** @throws SheetForbidden, SheetConflict, SheetInvalid, CampaignMissing */
  open(campaignId: string, draft: OpenSheetDto, actor: Actor): Promise<SheetView> {
    return this.database.inTransaction(async (tx) => {
      const id = await this.opening.open(tx, campaignId, draft, actor);
      return this.reading.one(tx, id, actor);
    });
  }

  /** @throws SheetMissing, SheetForbidden, SheetConflict, SheetInvalid */
  addLine(id: string, line: SheetLineDto, actor: Actor): Promise<SheetView> {
    return this.answering(id, actor, (tx) => this.writing.add(tx, id, line, actor));
  }

  /** @throws SheetMissing, SheetForbidden, SheetConflict */
  removeLine(lineId: string, actor: Actor): Promise<SheetView> {
    return this.answeringLine(actor, (tx) => this.writing.remove(tx, lineId, actor));
  }

  /** @throws SheetMissing, SheetForbidden, SheetConflict, SheetInvalid */
  previewCsv(id: string, csv: SheetCsvDto, actor: Actor): Promise<CsvPreviewView> {
    return this.database.inTransaction((tx) => this.writing.preview(tx, id, csv, actor));
  }

  /** @throws SheetMissing, SheetForbidden, SheetConflict, SheetInvalid, RowsWrong */
  importCsv(id: string, csv: SheetCsvDto, actor: Actor): Promise<SheetView> {
    return this.answering(id, actor, (tx) => this.writing.import(tx, id, csv, actor));
  }

  /** @throws SheetMissing, SheetForbidden, SheetConflict, SheetInvalid */
  sign(id: string, counted: SignSheetDto, actor: Actor): Promise<SheetView> {
    return this.answering(id, actor, (tx) => this.signing.sign(tx, id, counted, actor));
  }

  /** @throws SheetMissing, SheetForbidden, SheetConflict, SheetInvalid, FileNotUsable */
  bank(id: string, banked: BankSheetDto, actor: Actor): Promise<SheetView> {
    return this.answering(id, actor, (tx) => this.banking.bank(tx, id, banked, actor));
  }

  /** @throws SheetMissing, SheetForbidden, SheetConflict */
  counterLine(lineId: string, counter: CounterLineDto, actor: Actor): Promise<SheetView> {
    return this.answeringLine(actor, (tx) => this.correcting.counter(tx, lineId, counter, actor));
  }

  /** @throws SheetMissing, SheetForbidden, SheetConflict */
  confirmLine(lineId: string, actor: Actor): Promise<SheetView> {
    return this.answeringLine(actor, (tx) => this.correcting.confirm(tx, lineId, actor));
  }

  /** @throws SheetMissing, SheetForbidden, SheetConflict */
  proposeWriteOff(id: string, proposal: WriteOffDto, actor: Actor): Promise<SheetView> {
    return this.answering(id, actor, (tx) => this.writingOff.propose(tx, id, proposal, actor));
  }

  /** @throws SheetMissing, SheetForbidden, SheetConflict */
  decideWriteOff(id: string, actor: Actor): Promise<SheetView> {
    return this.answering(id, actor, (tx) => this.writingOff.decide(tx, id, actor));
  }

  /** @throws SheetMissing */
  get(id: string, actor: Actor): Promise<SheetView> {
    return this.database.inTransaction((tx) => this.reading.one(tx, id, actor));
  }

  /** @throws SheetMissing */
  ofAssociation(organisationId: string, actor: Actor): Promise<SheetRowView[]> {
    return this.database.inTransaction((tx) =>
      this.reading.ofAssociation(tx, organisationId, actor),
    );
  }

  /** Cash signed for and not all at the bank. */
  onTheWay(): Promise<SheetRowView[]> {
    return this.database.inTransaction((tx) => this.reading.onTheWay(tx));
  }

  /** For the project's public page. */
  collectionOf(tx: Tx, projectId: string): Promise<OfflineCollectionView> {
    return this.reading.collectionOf(tx, projectId);
  }

  /** Receipts of a signed sheet whose givers left an address. */
  receiptsOf(tx: Tx, sheetId: string): Promise<CashReceipt[]> {
    return this.givers.receiptsOf(tx, sheetId);
  }

  private answering(id: string, actor: Actor, work: (tx: Tx) => Promise<void>): Promise<SheetView> {
    return this.database.inTransaction(async (tx) => {
      await work(tx);
      return this.reading.one(tx, id, actor);
    });
  }

  private answeringLine(
    actor: Actor,
    work: (tx: Tx) => Promise<{ readonly id: string }>,
  ): Promise<SheetView> {
    return this.database.inTransaction(async (tx) => {
      const { id } = await work(tx);
      return this.reading.one(tx, id, actor);
    });
  }
}
