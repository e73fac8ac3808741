import { Injectable } from '@nestjs/common';
import type {
  OfflineCollectionView,
  SheetRowView,
  SheetView,
} from '@vatra/shared/contributions/offline.views';
import type { Actor } from '../../../platform/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import type { Tx } from '../../../platform/database/tx.js';
import { AccountsService } from '../../accounts/accounts.service.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { OrganisationsService } from '../../organisations/organisations.service.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { isCollecting } from './collecting.policy.js';
import { OfflineLinesRepository } from './offline-lines.repository.js';
import { sheetView, summaryView, type SheetReader } from './offline-sheet.presenter.js';
import type { SheetRecord } from './offline-sheet.record.js';
import { OfflineSheetsRepository } from './offline-sheets.repository.js';
import { SheetMissing } from './offline.errors.js';
import { SheetDoor } from './sheet-door.js';

const FINANCE = ['finance_maker', 'finance_checker'] as const;

/** Sheets as their collectors, finance and everybody see them. */
@Injectable()
export class ReadSheets {
  constructor(
    private readonly sheets: OfflineSheetsRepository,
    private readonly lines: OfflineLinesRepository,
    private readonly door: SheetDoor,
    private readonly accounts: AccountsService,
    private readonly organisations: OrganisationsService,
    private readonly projects: ProjectsService,
    private readonly campaigns: CampaignsService,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** @throws SheetMissing */
  async one(tx: Tx, id: string, actor: Actor): Promise<SheetView> {
    const sheet = await this.door.forReader(tx, id, actor);
    const lines = await this.lines.listOf(tx, id);
    const signatures = await this.sheets.signaturesOf(tx, id);
    const writeOff = await this.sheets.findWriteOff(tx, id);
    const people = signatures.map(({ personId }) => personId);
    const named = await this.accounts.listByIds(tx, [
      ...people,
      ...(writeOff === null ? [] : [writeOff.proposedBy]),
    ]);
    const card = await this.organisations.getCard(tx, sheet.organisationId);
    const { title, slug } = await this.projects.get(tx, sheet.projectId);
    const campaign = await this.campaigns.get(tx, sheet.campaignId);
    return sheetView({
      sheet,
      lines,
      signatures,
      writeOff,
      names: new Map([...named].map(([personId, { name }]) => [personId, name])),
      organisationName: card.name,
      project: { title, slug },
      account: { iban: this.config.operatorIban, holder: this.config.operatorName },
      isCollecting: isCollecting(campaign, await this.clock.now(tx)),
      reader: this.readerOf(actor, sheet),
    });
  }

  /** @throws SheetMissing for somebody of another association */
  async ofAssociation(tx: Tx, organisationId: string, actor: Actor): Promise<SheetRowView[]> {
    if (!this.door.mayRead(actor, organisationId)) throw new SheetMissing();
    return this.rows(tx, await this.sheets.listOfAssociation(tx, organisationId));
  }

  async onTheWay(tx: Tx): Promise<SheetRowView[]> {
    return this.rows(tx, await this.sheets.listOnTheWay(tx));
  }

  /** What associations collected for a project: no giver, every difference. */
  async collectionOf(tx: Tx, projectId: string): Promise<OfflineCollectionView> {
    const sheets = await this.sheets.listSignedOfProject(tx, projectId);
    const sum = (of: (sheet: SheetRecord) => number) =>
      sheets.reduce((total, sheet) => total + of(sheet), 0);
    return {
      recordedMinor: sum(({ recordedMinor }) => recordedMinor),
      reconciledMinor: sum(({ arrivedMinor }) => arrivedMinor),
      sheets: await this.summaries(tx, sheets),
    };
  }

  private async rows(tx: Tx, sheets: readonly SheetRecord[]): Promise<SheetRowView[]> {
    const summaries = await this.summaries(tx, sheets);
    const projects = await this.projects.listByIds(tx, [
      ...new Set(sheets.map(({ projectId }) => projectId)),
    ]);
    return sheets.flatMap((sheet, index) => {
      const summary = summaries[index];
      const project = projects.get(sheet.projectId);
      if (summary === undefined || project === undefined) return [];
      const bankDueAt = sheet.bankDueAt?.toISOString() ?? null;
      return [{ ...summary, projectId: project.id, projectTitle: project.title, bankDueAt }];
    });
  }

  private async summaries(tx: Tx, sheets: readonly SheetRecord[]) {
    const ids = sheets.map(({ id }) => id);
    const counts = await this.lines.countsOf(tx, ids);
    const cards = await this.organisations.cardsOf(tx, [
      ...new Set(sheets.map(({ organisationId }) => organisationId)),
    ]);
    return sheets.map((sheet) => {
      const name = cards.get(sheet.organisationId)?.name ?? '';
      return summaryView(sheet, name, counts.get(sheet.id));
    });
  }

  private readerOf(actor: Actor, { organisationId }: SheetRecord): SheetReader {
    return {
      personId: actor.personId,
      isCollector: this.organisations.hasRole(actor, organisationId, ['hta_board']),
      isFinance: FINANCE.some((role) => actor.platformRoles.includes(role)),
    };
  }
}
