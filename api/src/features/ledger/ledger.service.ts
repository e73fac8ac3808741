import { Injectable } from '@nestjs/common';
import type {
  LedgerCheckpointView,
  LedgerEntryView,
  LedgerPageView,
} from '@vatra/shared/ledger/ledger.views';
import { minorFromSql } from '@vatra/shared/money';
import type { Page } from '@vatra/shared/paging.dto';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { newId } from '../../platform/ids/ids.js';
import { Events } from '../../platform/outbox/events.js';
import { standingOf, takesCover, type Standing } from './cover.js';
import { COVER_FELL } from './ledger.events.js';
import { LedgerPagesRepository, type PageRow } from './ledger-pages.repository.js';
import { LedgerRepository, type SummaryRow } from './ledger.repository.js';
import { LedgerSealsRepository } from './ledger-seals.repository.js';
import { entryView, pageView } from './ledger.presenter.js';
import { entryRow, type AccountRef, type Posting } from './posting.js';
import { firstBrokenSeal, GENESIS_HASH } from './seal-chain.js';

export type { Standing } from './cover.js';
export { UNKNOWN_PURPOSE } from './posting.js';
export type { AccountRef, Posting, PostingLine } from './posting.js';

const POSITION_MAX = Number.MAX_SAFE_INTEGER;

interface PageAsked {
  readonly cursor?: string;
  readonly limit: number;
}

/** The books: balanced entries on restricted funds, written forward only. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly database: Database,
    private readonly ledger: LedgerRepository,
    private readonly seals: LedgerSealsRepository,
    private readonly pages: LedgerPagesRepository,
    private readonly events: Events,
  ) {}

  /**
   * Books one entry within the caller's transaction and answers its id.
   *
   * @throws NotEnoughHeld, AlreadyPosted
   */
  async post(tx: Tx, posting: Posting): Promise<string> {
    const [id] = await this.postMany(tx, [posting]);
    return id as string;
  }

  /** As `post`, for a batch in one round trip; all or none, in the given order. */
  async postMany(tx: Tx, postings: readonly Posting[]): Promise<string[]> {
    if (postings.length === 0) return [];
    const entries = postings.map((posting) => entryRow(posting.id ?? newId(), posting));
    await this.ledger.post(tx, entries);
    if (entries.some(takesCover)) await this.events.publish(tx, COVER_FELL, {});
    return entries.map(({ id }) => id);
  }

  /** On the account's normal side, unsealed entries included; 0 for an account never used. */
  async balance(tx: Tx, account: AccountRef): Promise<number> {
    const [balance] = await this.balances(tx, [account]);
    return balance ?? 0;
  }

  /** Nobody lowers these until the transaction ends: for who decides by a balance and posts later. */
  lock(tx: Tx, accounts: readonly AccountRef[]): Promise<void> {
    return this.ledger.lock(tx, accounts);
  }

  balances(tx: Tx, accounts: readonly AccountRef[]): Promise<number[]> {
    return this.ledger.balances(tx, accounts);
  }

  /** Money that came to the account on the day or later by these postings: how young it is (R72). */
  creditedSince(
    tx: Tx,
    account: AccountRef,
    since: { day: string; kinds: readonly string[] },
  ): Promise<number> {
    return this.ledger.creditedSince(tx, account, since);
  }

  /** What these postings took off the account, less what they brought back. */
  paidOutBy(tx: Tx, account: AccountRef, kinds: readonly string[]): Promise<number> {
    return this.ledger.paidOutBy(tx, account, kinds);
  }

  /** As `paidOutBy`, for each subject the entries are about. */
  paidOutBySubject(tx: Tx, account: AccountRef, kind: string): Promise<Map<string, number>> {
    return this.ledger.paidOutBySubject(tx, account, kind);
  }

  /** received = held + in transit + disbursed + refunded + fees (+ moved elsewhere by choice). */
  projectSummary(tx: Tx, projectId: string): Promise<SummaryRow> {
    return this.ledger.summary(tx, projectId);
  }

  /** What is held for these projects together, and what has left for their authorities. */
  async heldFor(
    tx: Tx,
    projectIds: readonly string[],
  ): Promise<{ heldMinor: number; paidOutMinor: number }> {
    const { heldMinor, paidOutMinor } = await this.pages.totalsOfAll(tx, projectIds);
    return { heldMinor: minorFromSql(heldMinor), paidOutMinor: minorFromSql(paidOutMinor) };
  }

  /** Everything held for others that is neither at the bank nor on the way there. */
  clientMoneyNotAtBank(tx: Tx): Promise<number> {
    return this.ledger.clientMoneyNotAtBank(tx);
  }

  /** How far what is there covers what is held for others, and how the operator stands. */
  async standing(tx: Tx): Promise<Standing> {
    return standingOf(await this.ledger.balancesByCode(tx));
  }

  /** Subjects with money on their account of this code, the fullest first. */
  filled(tx: Tx, code: string, limit: number): Promise<{ subjectId: string; minor: number }[]> {
    return this.ledger.filled(tx, code, limit);
  }

  /** The entry posted for this business effect, null when there is none yet. */
  findPosted(tx: Tx, purposeKey: string): Promise<string | null> {
    return this.ledger.postedId(tx, purposeKey);
  }

  async latest(tx: Tx, asked: { projectId?: string; limit: number }): Promise<LedgerEntryView[]> {
    const page = { before: POSITION_MAX, limit: asked.limit };
    const rows =
      asked.projectId === undefined
        ? await this.pages.latest(tx, page)
        : await this.pages.ofProject(tx, asked.projectId, page);
    return rows.map(entryView);
  }

  /** How many sealed entries touch the project. */
  async count(tx: Tx, projectId: string): Promise<number> {
    return Number((await this.pages.totals(tx, projectId))?.count ?? 0);
  }

  /** The public book of one project, newest first, with the totals as of its newest sealed entry. */
  async pageOfProject(projectId: string, asked: PageAsked): Promise<LedgerPageView> {
    return this.database.look(async (tx) => {
      const totals = await this.pages.totals(tx, projectId);
      const page = cut(await this.pages.ofProject(tx, projectId, keyset(asked)), asked.limit);
      return pageView(projectId, totals, page);
    });
  }

  async pageOfAll(asked: PageAsked): Promise<Page<LedgerEntryView>> {
    const rows = await this.database.look((tx) => this.pages.latest(tx, keyset(asked)));
    const { rows: shown, next } = cut(rows, asked.limit);
    return { items: shown.map(entryView), next };
  }

  /** The newest seal: who keeps it can prove later that nothing before it was changed. */
  async checkpoint(): Promise<LedgerCheckpointView> {
    const last = await this.database.look((tx) => this.seals.last(tx));
    return {
      position: last?.position ?? 0,
      hash: (last?.hash ?? GENESIS_HASH).toString('hex'),
      sealedAt: (last?.sealedAt ?? new Date(0)).toISOString(),
    };
  }

  /** Hashes a stretch of the chain again. `broken` is the first position that does not fit. */
  async checkChain(
    tx: Tx,
    from: { position: number; hash: Buffer } | null,
    limit: number,
  ): Promise<{ examined: number; broken: number | null; last: typeof from }> {
    const entries = await this.seals.sealedAfter(tx, from?.position ?? 0, limit);
    const last = entries.at(-1);
    return {
      examined: entries.length,
      broken: firstBrokenSeal(from, entries),
      last: last === undefined ? from : { position: Number(last.position), hash: last.hash },
    };
  }

  /**
   * The role this process works as. Throws when that role could change the books: then nothing
   * stands between a mistake and the money (ruling 12).
   */
  async requireWall(): Promise<string> {
    const wall = await this.database.look((tx) => this.ledger.wall(tx));
    if (wall.isSuperuser || wall.mayChange) {
      throw new Error(
        `role ${wall.role} may change the ledger: give DATABASE_APP_URL a weaker one`,
      );
    }
    return wall.role;
  }
}

function keyset({ cursor, limit }: PageAsked): { before: number; limit: number } {
  const before = cursor !== undefined && /^\d{1,15}$/.test(cursor) ? Number(cursor) : POSITION_MAX;
  return { before, limit: limit + 1 };
}

/** One row more than asked tells that there is a next page. */
function cut(rows: readonly PageRow[], limit: number): { rows: PageRow[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last !== undefined ? last.position : null };
}
