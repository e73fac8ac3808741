import { Injectable } from '@nestjs/common';
import type { StripePaymentView } from '@vatra/shared/disbursements/stripe-rail.views';
import { money } from '@vatra/shared/money';
import type { Page, PageQuery } from '@vatra/shared/paging.dto';
import type { Tx } from '../../../platform/database/tx.js';
import { limitOf } from '../../../platform/paging/cursor.js';
import { idCursor } from '../../../platform/paging/id-cursor.js';
import { ProjectsService } from '../../projects/projects.service.js';
import { SentTransfersRepository, type SentTransfer } from './sent-transfers.repository.js';

/** Payments over Stripe, found again when they have left the desk. */
@Injectable()
export class ReadPayments {
  constructor(
    private readonly transfers: SentTransfersRepository,
    private readonly projects: ProjectsService,
  ) {}

  /** Newest first. @throws CursorUnknown */
  async page(tx: Tx, query: PageQuery): Promise<Page<StripePaymentView>> {
    const limit = limitOf(query);
    const rows = await this.transfers.list(tx, idCursor(query.cursor), limit + 1);
    const shown = rows.slice(0, limit);
    const next = rows.length > limit ? (shown.at(-1)?.id ?? null) : null;
    return { items: await this.present(tx, shown), next };
  }

  private async present(tx: Tx, rows: readonly SentTransfer[]): Promise<StripePaymentView[]> {
    const ids = [...new Set(rows.map(({ projectId }) => projectId))];
    const projects = await this.projects.listByIds(tx, ids);
    return rows.map((row) => ({
      id: row.id,
      trancheId: row.trancheId,
      trancheNumber: row.trancheNumber,
      trancheState: row.trancheState,
      projectTitle: projects.get(row.projectId)?.title ?? { ro: '', en: '' },
      attempt: row.attempt,
      amount: money(row.amountMinor),
      returned: money(row.returnedMinor),
      stripeId: row.stripeId,
      askedAt: row.createdAt.toISOString(),
    }));
  }
}
