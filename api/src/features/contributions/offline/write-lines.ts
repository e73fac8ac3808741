import { Injectable } from '@nestjs/common';
import type { SheetCsvDto, SheetLineDto } from '@vatra/shared/contributions/offline.dto';
import { SHEET_LINES_MAX } from '@vatra/shared/contributions/offline-limits';
import type { CsvPreviewView, CsvRowView } from '@vatra/shared/contributions/offline.views';
import type { ProblemDetail } from '@vatra/shared/problem';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { DonorKeys } from '../donor-keys.js';
import { cashProblem, isAbovePersonLimit } from './cash-limits.policy.js';
import { OfflineLinesRepository, type NewLine } from './offline-lines.repository.js';
import type { SheetRecord } from './offline-sheet.record.js';
import { OfflineSheetsRepository } from './offline-sheets.repository.js';
import { RowsWrong, SheetConflict, SheetInvalid } from './offline.errors.js';
import { ColumnsMissing, readSheetCsv } from './sheet-csv.policy.js';
import { SheetDoor } from './sheet-door.js';

/** States in which a line may still be added; after the signatures a second collector confirms it. */
const WRITABLE = ['open', 'recorded', 'banked'];

/** Writing down what the paper sheet says, receipt by receipt or as a whole list. */
@Injectable()
export class WriteLines {
  constructor(
    private readonly sheets: OfflineSheetsRepository,
    private readonly lines: OfflineLinesRepository,
    private readonly door: SheetDoor,
    private readonly keys: DonorKeys,
  ) {}

  /** @throws SheetMissing, SheetForbidden, SheetConflict, SheetInvalid */
  async add(tx: Tx, sheetId: string, dto: SheetLineDto, actor: Actor): Promise<void> {
    const sheet = await this.door.forCollector(tx, sheetId, actor);
    requireWritable(sheet);
    const line = this.lineOf(dto);
    const problem = cashProblem({ ...line, isNamed: line.nameHash !== null });
    if (problem === 'contributions.sheet-name-needed')
      throw new SheetInvalid(problem, '/donorName');
    if (problem !== null) throw new SheetInvalid(problem, '/amountMinor');
    const { receiptNumber } = line;
    const known = await this.lines.knownReceipts(tx, sheet.organisationId, [receiptNumber]);
    if (known.size > 0)
      throw new SheetInvalid('contributions.sheet-receipt-known', '/receiptNumber');
    await this.requireWithinPersonLimit(tx, sheet, line);
    await this.keep(tx, sheet, [line], actor);
  }

  /** Only what nobody has stood for yet. @throws SheetMissing, SheetForbidden, SheetConflict */
  async remove(tx: Tx, lineId: string, actor: Actor): Promise<SheetRecord> {
    const { sheet, line } = await this.door.lineForCollector(tx, lineId, actor);
    if (line.confirmedAt !== null) throw new SheetConflict('contributions.sheet-line-confirmed');
    await this.lines.remove(tx, lineId);
    if (sheet.state === 'open') await this.sheets.voidSignatures(tx, sheet.id);
    return sheet;
  }

  /** What a list would add, with everything that is wrong in it; writes nothing. */
  async preview(
    tx: Tx,
    sheetId: string,
    { csv }: SheetCsvDto,
    actor: Actor,
  ): Promise<CsvPreviewView> {
    const sheet = await this.door.forReader(tx, sheetId, actor);
    this.door.requireCollector(actor, sheet.organisationId);
    const rows = await this.checked(tx, sheet, csv);
    return {
      rows,
      wrong: rows.filter(({ problems }) => problems.length > 0).length,
      totalMinor: rows.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0), 0),
    };
  }

  /** All of a list or nothing. @throws SheetMissing, SheetForbidden, SheetConflict, RowsWrong */
  async import(tx: Tx, sheetId: string, dto: SheetCsvDto, actor: Actor): Promise<void> {
    const sheet = await this.door.forCollector(tx, sheetId, actor);
    requireWritable(sheet);
    const rows = await this.checked(tx, sheet, dto.csv);
    const errors = rows.flatMap(problemsOf);
    if (errors.length > 0) throw new RowsWrong(errors);
    if (rows.length === 0) throw new SheetConflict('contributions.sheet-empty');
    const lines = rows.map((row) => this.lineOf({ ...row, locale: dto.locale }));
    await this.keep(tx, sheet, lines, actor);
  }

  private async checked(tx: Tx, sheet: SheetRecord, csv: string): Promise<CsvRowView[]> {
    let rows: CsvRowView[];
    try {
      rows = readSheetCsv(csv);
    } catch (error) {
      if (error instanceof ColumnsMissing)
        throw new SheetInvalid('contributions.sheet-columns-missing', '/csv');
      throw error;
    }
    if (rows.length > SHEET_LINES_MAX)
      throw new SheetConflict('contributions.sheet-too-many-lines');
    const receipts = rows.map(({ receiptNumber }) => receiptNumber);
    const known = await this.lines.knownReceipts(tx, sheet.organisationId, receipts);
    const above = await this.namesAboveLimit(tx, sheet, rows);
    return rows.map((row) => ({
      ...row,
      problems: [
        ...row.problems,
        ...(known.has(row.receiptNumber) ? ['contributions.sheet-receipt-known'] : []),
        ...(row.donorName !== null && above.has(this.keys.receiptNameHash(row.donorName))
          ? ['contributions.sheet-cash-above-limit']
          : []),
      ],
    }));
  }

  /** R43: the rows of one name and what stands on the campaign's sheets under it, together. */
  private async namesAboveLimit(
    tx: Tx,
    sheet: SheetRecord,
    rows: readonly CsvRowView[],
  ): Promise<Set<string>> {
    const sums = new Map<string, number>();
    for (const { donorName, amountMinor } of rows) {
      if (donorName === null) continue;
      const hash = this.keys.receiptNameHash(donorName);
      sums.set(hash, (sums.get(hash) ?? 0) + (amountMinor ?? 0));
    }
    const before = await this.lines.sumsOfNames(tx, sheet.campaignId, [...sums.keys()]);
    const above = [...sums].filter(([hash, sum]) =>
      isAbovePersonLimit(sum + (before.get(hash) ?? 0)),
    );
    return new Set(above.map(([hash]) => hash));
  }

  private async requireWithinPersonLimit(
    tx: Tx,
    { campaignId }: SheetRecord,
    { nameHash, amountMinor }: NewLine,
  ): Promise<void> {
    if (nameHash === null) return;
    const before = await this.lines.sumsOfNames(tx, campaignId, [nameHash]);
    if (!isAbovePersonLimit((before.get(nameHash) ?? 0) + amountMinor)) return;
    throw new SheetInvalid('contributions.sheet-cash-above-limit', '/amountMinor');
  }

  /** Who has signed stands for other lines than these: they sign again. */
  private async keep(
    tx: Tx,
    sheet: SheetRecord,
    lines: readonly NewLine[],
    actor: Actor,
  ): Promise<void> {
    const { id: sheetId, organisationId } = sheet;
    const present = (await this.lines.listOf(tx, sheetId)).length;
    if (present + lines.length > SHEET_LINES_MAX)
      throw new SheetConflict('contributions.sheet-too-many-lines');
    const origin = { sheetId, organisationId, writtenBy: actor.personId };
    if (!(await this.lines.insert(tx, lines, origin))) {
      throw new SheetInvalid('contributions.sheet-receipt-known', '/receiptNumber');
    }
    if (sheet.state === 'open') await this.sheets.voidSignatures(tx, sheetId);
  }

  private lineOf(
    given: Pick<CsvRowView, 'receiptNumber'> & {
      readonly donorName?: string | null;
      readonly email?: string | null;
      readonly amountMinor: number | null;
      readonly locale: SheetLineDto['locale'];
    },
  ): NewLine {
    const donorName = given.donorName?.trim() ?? null;
    const email = given.email?.trim() ?? null;
    return {
      receiptNumber: given.receiptNumber.trim(),
      donorName,
      nameHash: donorName === null ? null : this.keys.receiptNameHash(donorName),
      email,
      emailHash: email === null ? null : this.keys.emailHash(email),
      locale: given.locale,
      amountMinor: given.amountMinor ?? 0,
    };
  }
}

/** @throws SheetConflict */
function requireWritable({ state }: SheetRecord): void {
  if (!WRITABLE.includes(state))
    throw new SheetConflict('contributions.sheet-not-correctable', { state });
}

function problemsOf({ line, problems }: CsvRowView): ProblemDetail[] {
  return problems.map((code) => ({ pointer: `/csv/${String(line)}`, code, params: { line } }));
}
