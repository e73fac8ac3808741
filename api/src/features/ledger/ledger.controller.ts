import { Controller, Param, Query, Res } from '@nestjs/common';
import type {
  LedgerCheckpointView,
  LedgerEntryView,
  LedgerPageView,
} from '@vatra/shared/ledger/ledger.views';
import { PAGE_SIZE, PAGE_SIZE_MAX, PageQuery, type Page } from '@vatra/shared/paging.dto';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import { Operation } from '../../platform/http/operation.js';
import { BYTE_ORDER_MARK, CSV_HEADER, csvRows } from './ledger-csv.presenter.js';
import { LedgerService } from './ledger.service.js';

@Controller()
export class LedgerController {
  constructor(private readonly ledger: LedgerService) {}

  @Operation('ledger.of-project')
  ofProject(@Param('id') id: string, @Query() query: PageQuery): Promise<LedgerPageView> {
    return this.ledger.pageOfProject(id, { cursor: query.cursor, limit: query.limit ?? PAGE_SIZE });
  }

  @Operation('ledger.of-project-csv')
  async ofProjectCsv(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    await reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="vatra-ledger-${id}.csv"`)
      .send(Readable.from(this.csv(id)));
  }

  @Operation('ledger.latest')
  latest(@Query() query: PageQuery): Promise<Page<LedgerEntryView>> {
    return this.ledger.pageOfAll({ cursor: query.cursor, limit: query.limit ?? PAGE_SIZE });
  }

  @Operation('ledger.checkpoint')
  checkpoint(): Promise<LedgerCheckpointView> {
    return this.ledger.checkpoint();
  }

  private async *csv(projectId: string): AsyncGenerator<string> {
    yield BYTE_ORDER_MARK + CSV_HEADER;
    let cursor: string | undefined;
    do {
      const page = await this.ledger.pageOfProject(projectId, { cursor, limit: PAGE_SIZE_MAX });
      yield csvRows(page.entries);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
  }
}
