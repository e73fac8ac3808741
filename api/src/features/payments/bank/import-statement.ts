import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../platform/actor.js';
import type { Tx } from '../../../platform/database/tx.js';
import { BankLinesRepository } from './bank-lines.repository.js';
import type {
  Counterparty,
  FreshLine,
  ImportOutcome,
  KnownLine,
  LineMatch,
  LineMatcher,
  StatementLineNote,
} from './bank-lines.js';
import { ParkLines } from './park-lines.js';

/** Keeps the lines of a statement once and asks every matcher what they prove. */
@Injectable()
export class ImportStatement {
  private readonly matchers: LineMatcher[] = [];

  constructor(
    private readonly lines: BankLinesRepository,
    private readonly parking: ParkLines,
  ) {}

  addMatcher(matcher: LineMatcher): void {
    this.matchers.push(matcher);
  }

  async run(
    tx: Tx,
    lines: readonly FreshLine[],
    origin: { statementId: string; actor: Actor },
  ): Promise<ImportOutcome> {
    const { statementId, actor } = origin;
    const imported = await this.lines.keep(tx, lines, { statementId, importedBy: actor.personId });
    const { matched, unmatched } = await this.matchOpen(tx);
    return { imported, known: lines.length - imported, matched, unmatched };
  }

  linesOf(tx: Tx, statementId: string): Promise<StatementLineNote[]> {
    return this.lines.listOfStatement(tx, statementId);
  }

  openLines(tx: Tx, limit: number): Promise<KnownLine[]> {
    return this.lines.listOpen(tx, limit);
  }

  async linesByIds(tx: Tx, ids: readonly string[]): Promise<Map<string, KnownLine>> {
    const lines = ids.length === 0 ? [] : await this.lines.listByIds(tx, ids);
    return new Map(lines.map((line) => [line.id, line]));
  }

  counterpartyOf(tx: Tx, lineId: string): Promise<Counterparty | null> {
    return this.lines.counterpartyOf(tx, lineId);
  }

  /** By hand, where no matcher can know; false when somebody was faster. */
  async explain(tx: Tx, match: LineMatch): Promise<boolean> {
    const lines = await this.lines.lockByIds(tx, [match.lineId]);
    if ((await this.lines.match(tx, [match])) !== 1) return false;
    await this.parking.release(tx, lines);
    return true;
  }

  /** Lines of earlier files are looked at again: their payment may only be known by now. */
  private async matchOpen(tx: Tx): Promise<{ matched: number; unmatched: number }> {
    let open = await this.lines.openForUpdate(tx);
    let matched = 0;
    for (const matcher of this.matchers) {
      const found = await matcher.match(tx, open);
      const taken = new Set(found.map(({ lineId }) => lineId));
      await this.parking.release(
        tx,
        open.filter(({ id }) => taken.has(id)),
      );
      await this.lines.match(tx, found);
      open = open.filter(({ id }) => !taken.has(id));
      matched += found.length;
    }
    await this.parking.park(tx, open);
    return { matched, unmatched: open.length };
  }
}
