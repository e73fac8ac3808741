import { Injectable } from '@nestjs/common';
import { minorFromSql } from '@vatra/shared/money';
import { sql, sqlCount } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';
import type { SheetRecord, SignatureRecord, WriteOffRecord } from './offline-sheet.record.js';

const COLUMNS = `s.id, s.number, s.reference, s.organisation_id AS "organisationId",
  s.campaign_id AS "campaignId", s.project_id AS "projectId", s.state, s.event, s.place,
  s.held_on::text AS "heldOn", s.recorded_at AS "recordedAt", s.recorded_minor AS "recordedMinor",
  s.arrived_minor AS "arrivedMinor", s.written_off_minor AS "writtenOffMinor",
  s.bank_due_at AS "bankDueAt", s.bank_reference AS "bankReference",
  s.banked_on::text AS "bankedOn", s.slip_file_id AS "slipFileId", s.short_since AS "shortSince"`;

const LIST_MAX = 100;

type SheetRow = Omit<SheetRecord, 'number' | 'recordedMinor' | 'arrivedMinor' | 'writtenOffMinor'> &
  Record<'number' | 'recordedMinor' | 'arrivedMinor' | 'writtenOffMinor', string>;

export interface NewSheet {
  readonly id: string;
  readonly number: number;
  readonly reference: string;
  readonly organisationId: string;
  readonly campaignId: string;
  readonly projectId: string;
  readonly event: string;
  readonly place: string;
  readonly heldOn: string;
  readonly openedBy: string | null;
}

@Injectable()
export class OfflineSheetsRepository {
  async nextNumber(tx: Tx): Promise<number> {
    const [row] = await sql<{ number: string }>(
      tx,
      `SELECT nextval('offline_sheet_numbers') AS number`,
    );
    return Number(row?.number);
  }

  async insert(tx: Tx, sheet: NewSheet): Promise<void> {
    await sql(
      tx,
      `WITH key AS (INSERT INTO offline_sheet_keys (id) VALUES ($1))
       INSERT INTO offline_sheets (id, number, reference, organisation_id, campaign_id, project_id,
              state, event, place, held_on, opened_by, opened_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, $10, vatra_now())`,
      [
        sheet.id,
        sheet.number,
        sheet.reference,
        sheet.organisationId,
        sheet.campaignId,
        sheet.projectId,
        sheet.event,
        sheet.place,
        sheet.heldOn,
        sheet.openedBy,
      ],
    );
  }

  async find(tx: Tx, id: string): Promise<SheetRecord | null> {
    return (await this.select(tx, 's.id = $1', [id]))[0] ?? null;
  }

  async findForUpdate(tx: Tx, id: string): Promise<SheetRecord | null> {
    return (await this.select(tx, 's.id = $1 FOR NO KEY UPDATE', [id]))[0] ?? null;
  }

  listOfAssociation(tx: Tx, organisationId: string): Promise<SheetRecord[]> {
    return this.select(tx, `s.organisation_id = $1 ORDER BY s.id DESC LIMIT ${String(LIST_MAX)}`, [
      organisationId,
    ]);
  }

  /** Signed ones only: what two people stand for is everybody's to see. */
  listSignedOfProject(tx: Tx, projectId: string): Promise<SheetRecord[]> {
    return this.select(
      tx,
      `s.project_id = $1 AND s.state <> 'open' ORDER BY s.id DESC LIMIT ${String(LIST_MAX)}`,
      [projectId],
    );
  }

  /** Cash that is signed for and not yet all at the bank, the longest due first. */
  listOnTheWay(tx: Tx): Promise<SheetRecord[]> {
    return this.select(
      tx,
      `s.state IN ('recorded', 'banked', 'short')
       ORDER BY s.bank_due_at, s.id LIMIT ${String(LIST_MAX)}`,
      [],
    );
  }

  async idsOnTheWayOf(tx: Tx, campaignId: string): Promise<string[]> {
    const rows = await sql<{ id: string }>(
      tx,
      `SELECT id FROM offline_sheets
        WHERE campaign_id = $1 AND state IN ('recorded', 'banked', 'short') ORDER BY id`,
      [campaignId],
    );
    return rows.map(({ id }) => id);
  }

  /** Those a line of the bank may be about, locked: by our reference or by the bank's own. */
  findByReferences(
    tx: Tx,
    references: readonly string[],
    bankReferences: readonly string[],
  ): Promise<SheetRecord[]> {
    return this.select(
      tx,
      `(s.reference = ANY ($1::text[]) OR s.bank_reference = ANY ($2::text[]))
         AND s.state IN ('recorded', 'banked', 'short')
       ORDER BY s.id FOR NO KEY UPDATE`,
      [references, bankReferences],
    );
  }

  async setRecorded(
    tx: Tx,
    id: string,
    recorded: { minor: number; at: Date; bankDueAt: Date },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE offline_sheets SET recorded_minor = $2, recorded_at = $3, bank_due_at = $4
        WHERE id = $1`,
      [id, recorded.minor, recorded.at, recorded.bankDueAt],
    );
  }

  async addRecorded(tx: Tx, id: string, signedMinor: number): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE offline_sheets SET recorded_minor = recorded_minor + $2 WHERE id = $1`,
      [id, signedMinor],
    );
  }

  async setBanked(
    tx: Tx,
    id: string,
    banked: { reference: string; on: string; slipFileId: string | null },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE offline_sheets SET bank_reference = $2, banked_on = $3, slip_file_id = $4
        WHERE id = $1`,
      [id, banked.reference, banked.on, banked.slipFileId],
    );
  }

  async addArrived(tx: Tx, id: string, minor: number): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE offline_sheets SET arrived_minor = arrived_minor + $2 WHERE id = $1`,
      [id, minor],
    );
  }

  async setShort(tx: Tx, id: string): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE offline_sheets SET short_since = vatra_now() WHERE id = $1 AND short_since IS NULL`,
      [id],
    );
  }

  async signaturesOf(tx: Tx, sheetId: string): Promise<SignatureRecord[]> {
    const rows = await sql<Omit<SignatureRecord, 'totalMinor'> & { totalMinor: string }>(
      tx,
      `SELECT person_id AS "personId", total_minor AS "totalMinor", signed_at AS "signedAt"
         FROM offline_signatures WHERE sheet_id = $1 ORDER BY signed_at, person_id`,
      [sheetId],
    );
    return rows.map((row) => ({ ...row, totalMinor: minorFromSql(row.totalMinor) }));
  }

  async sign(tx: Tx, sheetId: string, personId: string, totalMinor: number): Promise<void> {
    await sql(
      tx,
      `INSERT INTO offline_signatures (sheet_id, person_id, total_minor, signed_at)
       VALUES ($1, $2, $3, vatra_now())`,
      [sheetId, personId, totalMinor],
    );
  }

  /** What was signed is no longer what is written. */
  async voidSignatures(tx: Tx, sheetId: string): Promise<void> {
    await sqlCount(tx, 'DELETE FROM offline_signatures WHERE sheet_id = $1', [sheetId]);
  }

  async findWriteOff(tx: Tx, sheetId: string): Promise<WriteOffRecord | null> {
    const [row] = await sql<WriteOffRecord>(
      tx,
      `SELECT reason, proposed_by AS "proposedBy", proposed_at AS "proposedAt",
              decided_at AS "decidedAt"
         FROM offline_write_offs WHERE sheet_id = $1`,
      [sheetId],
    );
    return row ?? null;
  }

  async proposeWriteOff(
    tx: Tx,
    sheetId: string,
    proposal: { reason: string; personId: string },
  ): Promise<void> {
    await sql(
      tx,
      `INSERT INTO offline_write_offs (sheet_id, reason, proposed_by, proposed_at)
       VALUES ($1, $2, $3, vatra_now())`,
      [sheetId, proposal.reason, proposal.personId],
    );
  }

  async decideWriteOff(
    tx: Tx,
    sheetId: string,
    decision: { personId: string; entryId: string; minor: number },
  ): Promise<void> {
    await sqlCount(
      tx,
      `UPDATE offline_write_offs SET decided_by = $2, decided_at = vatra_now(), entry_id = $3
        WHERE sheet_id = $1`,
      [sheetId, decision.personId, decision.entryId],
    );
    await sqlCount(tx, `UPDATE offline_sheets SET written_off_minor = $2 WHERE id = $1`, [
      sheetId,
      decision.minor,
    ]);
  }

  private async select(
    tx: Tx,
    where: string,
    parameters: readonly unknown[],
  ): Promise<SheetRecord[]> {
    const rows = await sql<SheetRow>(
      tx,
      `SELECT ${COLUMNS} FROM offline_sheets AS s WHERE ${where}`,
      parameters,
    );
    return rows.map((row) => ({
      ...row,
      number: Number(row.number),
      recordedMinor: minorFromSql(row.recordedMinor),
      arrivedMinor: minorFromSql(row.arrivedMinor),
      writtenOffMinor: minorFromSql(row.writtenOffMinor),
    }));
  }
}
