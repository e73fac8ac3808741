import { Injectable } from '@nestjs/common';
import type { CurrencyMode } from '@vatra/shared/disbursements/exchange';
import type { Localized } from '@vatra/shared/localized.dto';
import { minorFromSql } from '@vatra/shared/money';
import type { PlanningRateDto, TierName } from '@vatra/shared/projects/projects.dto';
import { sql } from '../../../platform/database/manager.js';
import type { Tx } from '../../../platform/database/tx.js';

export type Party = 'local_authority' | 'operator' | 'association';

export interface AgreementRow {
  readonly projectId: string;
  readonly organisationId: string;
  readonly textVersion: number;
  readonly text: Localized;
  readonly tier: TierName;
  readonly grantTotalMinor: number;
  readonly madeAt: Date;
  readonly dueAt: Date;
  readonly remindedAt: Date | null;
  /** Both the authority and the operator have signed. */
  readonly signedAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly procurementPapersAt: Date | null;
  readonly currencyMode: CurrencyMode;
  readonly planningRate: PlanningRateDto | null;
  /** Of the grant, kept back for dearer lei (R76). */
  readonly reserveMinor: number;
}

type NewAgreement = Omit<
  AgreementRow,
  | 'remindedAt'
  | 'signedAt'
  | 'cancelledAt'
  | 'procurementPapersAt'
  | 'currencyMode'
  | 'reserveMinor'
>;

export interface SignatureRow {
  readonly projectId: string;
  readonly party: Party;
  readonly organisationId: string | null;
  readonly personId: string;
  readonly textVersion: number;
  readonly signedAt: Date;
}

const COLUMNS = `project_id AS "projectId", organisation_id AS "organisationId",
  text_version AS "textVersion", text, tier, grant_total_minor AS "grantTotalMinor",
  made_at AS "madeAt", due_at AS "dueAt", reminded_at AS "remindedAt", signed_at AS "signedAt",
  cancelled_at AS "cancelledAt", procurement_papers_at AS "procurementPapersAt",
  currency_mode AS "currencyMode", planning_rate_e4 AS "rateE4", planning_rate_on::text AS "rateOn",
  planning_rate_source AS "rateSource", reserve_minor AS "reserveMinor"`;
const LIST_MAX = 100;

type SqlRow = Omit<AgreementRow, 'grantTotalMinor' | 'planningRate' | 'reserveMinor'> & {
  readonly grantTotalMinor: string;
  readonly reserveMinor: string;
  readonly rateE4: number | null;
  readonly rateOn: string | null;
  readonly rateSource: string | null;
};

@Injectable()
export class AgreementsRepository {
  async insert(tx: Tx, row: NewAgreement): Promise<void> {
    const { planningRate } = row;
    await sql(
      tx,
      `INSERT INTO agreements (project_id, organisation_id, text_version, text, tier, grant_total_minor,
                               made_at, due_at, planning_rate_e4, planning_rate_on,
                               planning_rate_source)
       VALUES ($1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9, $10, $11)`,
      [
        row.projectId,
        row.organisationId,
        row.textVersion,
        JSON.stringify(row.text),
        row.tier,
        row.grantTotalMinor,
        row.madeAt,
        row.dueAt,
        planningRate?.rateE4 ?? null,
        planningRate?.on ?? null,
        planningRate?.source ?? null,
      ],
    );
  }

  async find(tx: Tx, projectId: string): Promise<AgreementRow | null> {
    return one(
      await sql<SqlRow>(tx, `SELECT ${COLUMNS} FROM agreements WHERE project_id = $1`, [projectId]),
    );
  }

  /** The lock under which everything about a project's payments is decided. */
  async findForUpdate(tx: Tx, projectId: string): Promise<AgreementRow | null> {
    return one(
      await sql<SqlRow>(tx, `SELECT ${COLUMNS} FROM agreements WHERE project_id = $1 FOR UPDATE`, [
        projectId,
      ]),
    );
  }

  /** Agreements that lack one of the two signatures. */
  async listUnsigned(tx: Tx): Promise<AgreementRow[]> {
    const rows = await sql<SqlRow>(
      tx,
      `SELECT ${COLUMNS} FROM agreements WHERE signed_at IS NULL AND cancelled_at IS NULL
        ORDER BY due_at, project_id LIMIT ${String(LIST_MAX)}`,
    );
    return rows.map(read);
  }

  async listOfOrganisations(tx: Tx, organisationIds: readonly string[]): Promise<AgreementRow[]> {
    const rows = await sql<SqlRow>(
      tx,
      `SELECT ${COLUMNS} FROM agreements WHERE organisation_id = ANY ($1::uuid[]) AND cancelled_at IS NULL
        ORDER BY due_at, project_id LIMIT ${String(LIST_MAX)}`,
      [organisationIds],
    );
    return rows.map(read);
  }

  async addSignature(tx: Tx, row: SignatureRow): Promise<void> {
    await sql(
      tx,
      `INSERT INTO agreement_signatures (project_id, party, organisation_id, person_id, text_version, signed_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [row.projectId, row.party, row.organisationId, row.personId, row.textVersion, row.signedAt],
    );
  }

  async signaturesOf(tx: Tx, projectIds: readonly string[]): Promise<SignatureRow[]> {
    return sql<SignatureRow>(
      tx,
      `SELECT project_id AS "projectId", party, organisation_id AS "organisationId",
              person_id AS "personId", text_version AS "textVersion", signed_at AS "signedAt"
         FROM agreement_signatures WHERE project_id = ANY ($1::uuid[]) ORDER BY signed_at`,
      [projectIds],
    );
  }

  async setSigned(tx: Tx, projectId: string, at: Date): Promise<void> {
    await sql(tx, 'UPDATE agreements SET signed_at = $2 WHERE project_id = $1', [projectId, at]);
  }

  async setReminded(tx: Tx, projectId: string, at: Date): Promise<void> {
    await sql(tx, 'UPDATE agreements SET reminded_at = $2 WHERE project_id = $1', [projectId, at]);
  }

  /** R78, R79: what is left of the grant when donors were asked. */
  async setGrantTotal(tx: Tx, projectId: string, minor: number): Promise<void> {
    await sql(tx, 'UPDATE agreements SET grant_total_minor = $2 WHERE project_id = $1', [
      projectId,
      minor,
    ]);
  }

  async setCancelled(tx: Tx, projectId: string, at: Date): Promise<void> {
    await sql(tx, 'UPDATE agreements SET cancelled_at = $2 WHERE project_id = $1', [projectId, at]);
  }

  async setProcurementPapers(
    tx: Tx,
    projectId: string,
    papers: { planFileId: string; conflictDeclarationsFileId: string; by: string | null; at: Date },
  ): Promise<void> {
    await sql(
      tx,
      `UPDATE agreements SET procurement_plan_file_id = $2, conflict_declarations_file_id = $3,
              procurement_papers_by = $4, procurement_papers_at = $5
        WHERE project_id = $1`,
      [projectId, papers.planFileId, papers.conflictDeclarationsFileId, papers.by, papers.at],
    );
  }
}

function one(rows: readonly SqlRow[]): AgreementRow | null {
  const [row] = rows;
  return row === undefined ? null : read(row);
}

function read({ rateE4, rateOn, rateSource, ...row }: SqlRow): AgreementRow {
  const hasRate = rateE4 !== null && rateOn !== null && rateSource !== null;
  return {
    ...row,
    grantTotalMinor: minorFromSql(row.grantTotalMinor),
    reserveMinor: minorFromSql(row.reserveMinor),
    planningRate: hasRate ? { rateE4, on: rateOn, source: rateSource } : null,
  };
}
