import type { CommitmentState } from '@vatra/shared/matching/commitment.states';
import type { CofinancingSums, CommitmentRecord, EvidenceRecord } from './commitment.record.js';

/** R9: from the reviewer's acceptance of the council's decision on, a commitment counts. */
const COUNTING: readonly CommitmentState[] = [
  'decided',
  'evidenced_partly',
  'evidenced',
  'confirmed',
];

export function counts({ state }: Pick<CommitmentRecord, 'state'>): boolean {
  return COUNTING.includes(state);
}

export function decidedSums(commitments: readonly CommitmentRecord[]): CofinancingSums {
  const decided = commitments.filter(counts);
  return {
    cashMinor: decided.reduce((sum, { cashMinor }) => sum + cashMinor, 0),
    inKindMinor: decided.reduce((sum, { inKindMinor }) => sum + inKindMinor, 0),
  };
}

export function evidencedSums(commitments: readonly CommitmentRecord[]): CofinancingSums {
  const decided = commitments.filter(counts);
  return {
    cashMinor: decided.reduce((sum, row) => sum + row.evidencedCashMinor, 0),
    inKindMinor: decided.reduce((sum, row) => sum + row.evidencedInKindMinor, 0),
  };
}

/** R37, R9: what the council decided covers what the funding plan asks of the authority. */
export function coversPlan(
  decided: CofinancingSums,
  plan: readonly { readonly source: string; readonly amountMinor: number }[],
): boolean {
  const planned = plan
    .filter(({ source }) => source === 'la_cash' || source === 'la_in_kind')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return decided.cashMinor + decided.inKindMinor >= planned;
}

/** What may still be proved of one kind: proof beyond the promise belongs to another decision. */
export function unproved(commitment: CommitmentRecord, kind: EvidenceRecord['kind']): number {
  return kind === 'cash'
    ? commitment.cashMinor - commitment.evidencedCashMinor
    : commitment.inKindMinor - commitment.evidencedInKindMinor;
}

/** Where a commitment stands after this evidence was accepted. */
export function stateAfter(
  commitment: CommitmentRecord,
  accepted: Pick<EvidenceRecord, 'kind' | 'amountMinor'>,
): 'evidenced_partly' | 'evidenced' {
  const left =
    unproved(commitment, 'cash') + unproved(commitment, 'in_kind') - accepted.amountMinor;
  return left === 0 ? 'evidenced' : 'evidenced_partly';
}
