import type {
  LedgerEntryView,
  LedgerLineView,
  LedgerPageView,
} from '@vatra/shared/ledger/ledger.views';
import type { PageRow, TotalsRow } from './ledger-pages.repository.js';
import { privateDigest, type SealedLine } from './seal-chain.js';

export function entryView(row: PageRow): LedgerEntryView {
  return {
    position: Number(row.position),
    hash: row.hash.toString('hex'),
    prevHash: row.prevHash.toString('hex'),
    privateDigest: privateDigest(row),
    entryId: row.id,
    projectId: row.projectId,
    kind: row.kind,
    bookedAt: row.bookedAt,
    valueDate: row.valueDate,
    lines: row.lines.map(lineView),
    projectEffectMinor: Number(row.effect ?? 0),
    heldAfterMinor: Number(row.heldAfter ?? 0),
    facts: row.facts,
  };
}

function lineView([, code, subjectId, minor, originalMinor, currency]: SealedLine): LedgerLineView {
  return {
    accountCode: code,
    accountName: `account.${code}`,
    accountSubjectId: subjectId,
    debitMinor: Math.max(minor, 0),
    creditMinor: Math.max(-minor, 0),
    originalMinor,
    originalCurrency: currency,
  };
}

const NOTHING_YET: TotalsRow = {
  position: '0',
  count: '0',
  heldMinor: '0',
  receivedMinor: '0',
  disbursedMinor: '0',
  refundedMinor: '0',
  feesMinor: '0',
};

export function pageView(
  projectId: string,
  totals: TotalsRow | null,
  page: { readonly rows: readonly PageRow[]; readonly next: string | null },
): LedgerPageView {
  const known = totals ?? NOTHING_YET;
  return {
    projectId,
    currency: 'EUR',
    asOfPosition: Number(known.position),
    heldMinor: Number(known.heldMinor),
    receivedMinor: Number(known.receivedMinor),
    disbursedMinor: Number(known.disbursedMinor),
    refundedMinor: Number(known.refundedMinor),
    feesMinor: Number(known.feesMinor),
    entries: page.rows.map(entryView),
    next: page.next,
  };
}
