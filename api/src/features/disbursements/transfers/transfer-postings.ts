import { proportionHalfUp } from '@vatra/shared/money';
import type { Posting, PostingLine } from '../../ledger/ledger.service.js';
import type { TransferRow } from './transfers.repository.js';

const AT_PROVIDER = { code: '1010' };
/** In the payee's account at Stripe, or on the way from there to the payee's bank. */
const AT_PAYEE = { code: '1060' };
const IN_TRANSIT = { code: '2300' };

interface Parts {
  readonly contributionsMinor: number;
  readonly matchingMinor: number;
}

type Of = Pick<TransferRow, 'id' | 'trancheId' | 'projectId'>;

function posting(row: Of, key: string, rest: Pick<Posting, 'lines'> & Partial<Posting>): Posting {
  return {
    kind: 'L9',
    purposeKey: key,
    subject: { kind: 'tranche', id: row.trancheId },
    projectId: row.projectId,
    ...rest,
  };
}

/** L9, first half: no longer in the project's funds, not yet with anybody else. */
export function reservation(
  row: Of & Pick<TransferRow, 'attempt' | 'amountMinor' | 'tries'>,
  tranche: number,
  drawn: Parts,
): Posting {
  const { projectId: subjectId, trancheId, attempt, tries } = row;
  const again = tries === 1 ? '' : `:${String(tries)}`;
  return posting(row, `L9:sent:${trancheId}:${String(attempt)}${again}`, {
    facts: { tranche, step: 'sent' },
    lines: [
      { account: { code: '2100', subjectId }, debitMinor: drawn.contributionsMinor },
      { account: { code: '2110', subjectId }, debitMinor: drawn.matchingMinor },
      { account: IN_TRANSIT, creditMinor: row.amountMinor },
    ],
  });
}

/** The transfer exists: what lay at Stripe for others lies there in the payee's account. */
export function made(row: Of & Pick<TransferRow, 'amountMinor'>, tranche: number): Posting {
  return posting(row, `L9:transferred:${row.id}`, {
    facts: { tranche, step: 'transferred' },
    lines: move(AT_PAYEE, AT_PROVIDER, row.amountMinor),
  });
}

/** L9, second half: the payee's bank has it. */
export function arrived(row: Of, payout: { id: string; minor: number; tranche: number }): Posting {
  return posting(row, `L9:confirmed:${row.id}:${payout.id}`, {
    facts: { tranche: payout.tranche, step: 'confirmed' },
    lines: move(IN_TRANSIT, AT_PAYEE, payout.minor),
  });
}

/**
 * The payee's bank has sent it back after all: it lies in the payee's account at Stripe again. What was
 * taken back from there before we heard of it (L21) does not.
 */
export function cameBack(
  row: Of & Pick<TransferRow, 'confirmedEntryId' | 'amountMinor' | 'returnedMinor'>,
  payout: { id: string; minor: number; tranche: number; reason: string },
): Posting[] {
  const { reason, tranche, minor } = payout;
  const about = { facts: { tranche, step: 'failed' }, reason };
  const takenMinor = Math.max(0, row.returnedMinor + minor - row.amountMinor);
  const undone = posting(row, `L9:unconfirmed:${row.id}:${payout.id}`, {
    ...about,
    ...(row.confirmedEntryId === null ? {} : { reverses: row.confirmedEntryId }),
    lines: move(AT_PAYEE, IN_TRANSIT, minor),
  });
  const taken = posting(row, `L9:taken-before:${row.id}:${payout.id}`, {
    ...about,
    lines: move(IN_TRANSIT, AT_PAYEE, takenMinor),
  });
  return takenMinor === 0 ? [undone] : [undone, taken];
}

/** A reversal before the payee's bank had it: back to the funds, and back to our balance (L9 reversed). */
export function takenBack(row: TransferRow, reversal: Reversal): Posting[] {
  const parts = partsOf(row, reversal);
  const isWhole = reversal.amountMinor === row.amountMinor;
  const facts = { tranche: reversal.tranche, step: 'failed' };
  return [
    posting(row, `L9:undone:${reversal.id}`, {
      facts,
      reason: reversal.reason,
      ...(isWhole && row.reservedEntryId !== null ? { reverses: row.reservedEntryId } : {}),
      lines: [
        { account: IN_TRANSIT, debitMinor: reversal.amountMinor },
        ...backTo(row.projectId, parts),
      ],
    }),
    posting(row, `L9:transfer-reversed:${reversal.id}`, {
      facts,
      lines: move(AT_PROVIDER, AT_PAYEE, reversal.amountMinor),
    }),
  ];
}

/** L21: the payment had arrived, and a part or all of it came back through Stripe. */
export function returned(row: TransferRow, reversal: Reversal): Posting {
  return posting(row, `L21:reversed:${reversal.id}`, {
    kind: 'L21',
    facts: { tranche: reversal.tranche, step: 'returned' },
    reason: reversal.reason,
    lines: [
      { account: AT_PROVIDER, debitMinor: reversal.amountMinor },
      ...backTo(row.projectId, partsOf(row, reversal)),
    ],
  });
}

export interface Reversal {
  readonly id: string;
  readonly amountMinor: number;
  readonly tranche: number;
  readonly reason: string;
}

/** Back to where it was drawn from (R62). */
export function backTo(subjectId: string, parts: Parts): PostingLine[] {
  return [
    { account: { code: '2100', subjectId }, creditMinor: parts.contributionsMinor },
    { account: { code: '2110', subjectId }, creditMinor: parts.matchingMinor },
  ];
}

/** In the proportion it was drawn in, cumulatively, so that all reversals together give all of it back. */
export function partsOf(
  row: Pick<TransferRow, 'amountMinor' | 'contributionsMinor' | 'returnedMinor'>,
  reversal: Pick<Reversal, 'amountMinor'>,
): Parts {
  const ofGifts = (minor: number) =>
    proportionHalfUp(minor, row.contributionsMinor, row.amountMinor);
  const after = row.returnedMinor + reversal.amountMinor;
  const contributionsMinor = ofGifts(after) - ofGifts(row.returnedMinor);
  return { contributionsMinor, matchingMinor: reversal.amountMinor - contributionsMinor };
}

function move(debit: { code: string }, credit: { code: string }, minor: number): PostingLine[] {
  return [
    { account: debit, debitMinor: minor },
    { account: credit, creditMinor: minor },
  ];
}
