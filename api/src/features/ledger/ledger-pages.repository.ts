import { Injectable } from '@nestjs/common';
import { sql } from '../../platform/database/manager.js';
import type { Tx } from '../../platform/database/tx.js';
import type { SealedEntry } from './seal-chain.js';
import { SEALABLE } from './ledger-seals.repository.js';

/** A sealed entry with what it meant for one project; null when it touched none. */
export interface PageRow extends SealedEntry {
  readonly effect: string | null;
  readonly heldAfter: string | null;
}

export interface TotalsRow {
  readonly position: string;
  readonly count: string;
  readonly heldMinor: string;
  readonly receivedMinor: string;
  readonly disbursedMinor: string;
  readonly refundedMinor: string;
  readonly feesMinor: string;
}

export interface TogetherRow {
  readonly heldMinor: string;
  readonly paidOutMinor: string;
}

/** Reads of the public books: sealed entries only (ruling 11). */
@Injectable()
export class LedgerPagesRepository {
  /** Newest first, behind the position given by the cursor. */
  async ofProject(
    tx: Tx,
    projectId: string,
    page: { before: number; limit: number },
  ): Promise<PageRow[]> {
    return sql<PageRow>(
      tx,
      `SELECT seal.position, seal.prev_hash AS "prevHash", seal.hash, ${SEALABLE},
              effect.effect_minor AS effect, effect.held_after AS "heldAfter"
         FROM ledger_project_effect AS effect
         JOIN ledger_seal AS seal ON seal.position = effect.position
         JOIN ledger_entry AS entry ON entry.id = seal.entry_id
        WHERE effect.project_id = $1 AND effect.position < $2
        ORDER BY effect.position DESC LIMIT $3`,
      [projectId, page.before, page.limit],
    );
  }

  async latest(tx: Tx, page: { before: number; limit: number }): Promise<PageRow[]> {
    return sql<PageRow>(
      tx,
      `SELECT seal.position, seal.prev_hash AS "prevHash", seal.hash, ${SEALABLE},
              effect.effect_minor AS effect, effect.held_after AS "heldAfter"
         FROM ledger_seal AS seal
         JOIN ledger_entry AS entry ON entry.id = seal.entry_id
         LEFT JOIN ledger_project_effect AS effect
           ON effect.project_id = entry.project_id AND effect.position = seal.position
        WHERE seal.position < $1
        ORDER BY seal.position DESC LIMIT $2`,
      [page.before, page.limit],
    );
  }

  /** The same for several projects together, as of the newest sealed entry of each. */
  async totalsOfAll(tx: Tx, projectIds: readonly string[]): Promise<TogetherRow> {
    const [row] = await sql<TogetherRow>(
      tx,
      `SELECT coalesce(sum(held_after), 0) AS "heldMinor",
              coalesce(sum(disbursed_after + in_transit_after), 0) AS "paidOutMinor"
         FROM (SELECT DISTINCT ON (project_id) held_after, disbursed_after, in_transit_after
                 FROM ledger_project_effect WHERE project_id = ANY ($1::uuid[])
                ORDER BY project_id, position DESC) AS newest`,
      [projectIds],
    );
    return row ?? { heldMinor: '0', paidOutMinor: '0' };
  }

  /** Totals of a project after its newest sealed entry; null when it has none. */
  async totals(tx: Tx, projectId: string): Promise<TotalsRow | null> {
    const [row] = await sql<TotalsRow>(
      tx,
      `SELECT position, count_after AS count, held_after AS "heldMinor",
              received_after AS "receivedMinor", disbursed_after AS "disbursedMinor",
              refunded_after AS "refundedMinor", fees_after AS "feesMinor"
         FROM ledger_project_effect WHERE project_id = $1 ORDER BY position DESC LIMIT 1`,
      [projectId],
    );
    return row ?? null;
  }
}
