import { Body, Controller, Param } from '@nestjs/common';
import {
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
  SheetRowView,
  SheetView,
} from '@vatra/shared/contributions/offline.views';
import type { Page } from '@vatra/shared/paging.dto';
import type { Actor } from '../../../platform/actor.js';
import { CurrentActor } from '../../../platform/http/current-actor.js';
import { Operation } from '../../../platform/http/operation.js';
import { OfflineService } from '../offline.service.js';

@Controller()
export class OfflineSheetsController {
  constructor(private readonly offline: OfflineService) {}

  @Operation('contributions.open-sheet', { status: 201 })
  open(
    @Param('id') campaignId: string,
    @Body() draft: OpenSheetDto,
    @CurrentActor() actor: Actor,
  ): Promise<SheetView> {
    return this.offline.open(campaignId, draft, actor);
  }

  @Operation('contributions.sheets-of-association')
  async ofAssociation(
    @Param('id') organisationId: string,
    @CurrentActor() actor: Actor,
  ): Promise<Page<SheetRowView>> {
    return { items: await this.offline.ofAssociation(organisationId, actor), next: null };
  }

  @Operation('contributions.sheets-to-watch')
  async queue(): Promise<Page<SheetRowView>> {
    return { items: await this.offline.onTheWay(), next: null };
  }

  @Operation('contributions.sheet')
  get(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<SheetView> {
    return this.offline.get(id, actor);
  }

  @Operation('contributions.add-sheet-line', { status: 201 })
  addLine(
    @Param('id') id: string,
    @Body() line: SheetLineDto,
    @CurrentActor() actor: Actor,
  ): Promise<SheetView> {
    return this.offline.addLine(id, line, actor);
  }

  @Operation('contributions.remove-sheet-line')
  removeLine(@Param('id') lineId: string, @CurrentActor() actor: Actor): Promise<SheetView> {
    return this.offline.removeLine(lineId, actor);
  }

  @Operation('contributions.preview-sheet-csv')
  previewCsv(
    @Param('id') id: string,
    @Body() csv: SheetCsvDto,
    @CurrentActor() actor: Actor,
  ): Promise<CsvPreviewView> {
    return this.offline.previewCsv(id, csv, actor);
  }

  @Operation('contributions.import-sheet-csv', { status: 201 })
  importCsv(
    @Param('id') id: string,
    @Body() csv: SheetCsvDto,
    @CurrentActor() actor: Actor,
  ): Promise<SheetView> {
    return this.offline.importCsv(id, csv, actor);
  }

  @Operation('contributions.sign-sheet')
  sign(
    @Param('id') id: string,
    @Body() counted: SignSheetDto,
    @CurrentActor() actor: Actor,
  ): Promise<SheetView> {
    return this.offline.sign(id, counted, actor);
  }

  @Operation('contributions.bank-sheet')
  bank(
    @Param('id') id: string,
    @Body() banked: BankSheetDto,
    @CurrentActor() actor: Actor,
  ): Promise<SheetView> {
    return this.offline.bank(id, banked, actor);
  }

  @Operation('contributions.counter-sheet-line', { status: 201 })
  counterLine(
    @Param('id') lineId: string,
    @Body() counter: CounterLineDto,
    @CurrentActor() actor: Actor,
  ): Promise<SheetView> {
    return this.offline.counterLine(lineId, counter, actor);
  }

  @Operation('contributions.confirm-sheet-line')
  confirmLine(@Param('id') lineId: string, @CurrentActor() actor: Actor): Promise<SheetView> {
    return this.offline.confirmLine(lineId, actor);
  }

  @Operation('contributions.propose-write-off')
  proposeWriteOff(
    @Param('id') id: string,
    @Body() proposal: WriteOffDto,
    @CurrentActor() actor: Actor,
  ): Promise<SheetView> {
    return this.offline.proposeWriteOff(id, proposal, actor);
  }

  @Operation('contributions.decide-write-off')
  decideWriteOff(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<SheetView> {
    return this.offline.decideWriteOff(id, actor);
  }
}
