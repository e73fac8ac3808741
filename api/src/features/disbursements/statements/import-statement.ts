import { Injectable } from '@nestjs/common';
import type { ImportStatementDto } from '@vatra/shared/disbursements/disbursements.dto';
import type { StatementImportView } from '@vatra/shared/disbursements/disbursements.views';
import type { Actor } from '../../../platform/actor.js';
import {
  readStatements,
  StatementInvalid,
  type BankStatement,
} from '../../../platform/bank/statement-file.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Config } from '../../../platform/config/config.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/tx.js';
import { newId } from '../../../platform/ids/ids.js';
import { FilesService } from '../../files/files.service.js';
import { PaymentsService } from '../../payments/payments.service.js';
import { StatementOfOtherAccount, StatementUnreadable } from '../disbursements.errors.js';
import { StatementsRepository, type StatementRow } from './statements.repository.js';

const UNMATCHED_SHOWN_MAX = 50;

/** Takes an account statement in: each line once, and with it whatever the line proves. */
@Injectable()
export class ImportStatement {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly statements: StatementsRepository,
    private readonly payments: PaymentsService,
    private readonly files: FilesService,
    private readonly clock: Clock,
  ) {}

  /** @throws StatementUnreadable, StatementOfOtherAccount */
  async run(actor: Actor, { fileId }: ImportStatementDto): Promise<StatementImportView> {
    const content = await this.database.inTransaction(async (tx) => {
      const { personId } = actor;
      await this.files.requireUsable(tx, [fileId], {
        purpose: 'bank-statement',
        uploadedBy: personId,
      });
      return this.files.originalOf(tx, fileId);
    });
    const statements = this.read(content.toString('utf8'));
    const lines = statements.flatMap((statement) => statement.lines);
    return this.database.inTransaction(async (tx) => {
      const id = newId();
      const outcome = await this.payments.importStatementLines(tx, lines, {
        statementId: id,
        actor,
      });
      const row = {
        id,
        fileId,
        importedBy: actor.personId ?? '',
        importedAt: await this.clock.now(tx),
        lines: lines.length,
        known: outcome.known,
        leftOut: statements.reduce((sum, { leftOut }) => sum + leftOut, 0),
      };
      await this.statements.insert(tx, row);
      return this.view(tx, row);
    });
  }

  async list(tx: Tx): Promise<StatementImportView[]> {
    const views: StatementImportView[] = [];
    for (const row of await this.statements.listLatest(tx)) views.push(await this.view(tx, row));
    return views;
  }

  private read(xml: string): BankStatement[] {
    let statements: BankStatement[];
    try {
      statements = readStatements(xml, this.config.operatorIban);
    } catch (error) {
      if (error instanceof StatementInvalid) throw new StatementUnreadable(error.message);
      throw error;
    }
    // Somebody else's statement would prove payments of ours that never were.
    if (statements.length === 0) throw new StatementOfOtherAccount();
    return statements;
  }

  private async view(tx: Tx, row: StatementRow): Promise<StatementImportView> {
    const lines = await this.payments.linesOfStatement(tx, row.id);
    const unmatched = lines.filter(({ isMatched }) => !isMatched);
    return {
      id: row.id,
      importedAt: row.importedAt.toISOString(),
      lines: row.lines,
      known: row.known,
      leftOut: row.leftOut,
      matched: lines.length - unmatched.length,
      unmatched: unmatched
        .slice(0, UNMATCHED_SHOWN_MAX)
        .map(({ reference, amountMinor, direction, bookedOn }) => ({
          reference,
          amountMinor,
          direction,
          bookedOn,
        })),
    };
  }
}
