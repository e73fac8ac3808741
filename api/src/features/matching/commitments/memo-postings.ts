import type { Actor } from '../../../platform/actor.js';
import type { Posting, PostingLine } from '../../ledger/ledger.service.js';
import type { CommitmentRecord, EvidenceRecord } from './commitment.record.js';

/** L24: promises and proofs stand in the public book beside the money, off its balance. */
export function decidedPosting(commitment: CommitmentRecord, actor: Actor): Posting {
  const { id, projectId, cashMinor, inKindMinor } = commitment;
  return {
    kind: 'L24',
    purposeKey: `L24:${id}`,
    subject: { kind: 'commitment', id },
    projectId,
    actor,
    lines: [
      ...pair(['9000', '9001'], projectId, cashMinor),
      ...pair(['9100', '9101'], projectId, inKindMinor),
    ],
  };
}

/** L24 reversed: promise and proof leave the book together, since neither counts any more. */
export function withdrawnPosting(commitment: CommitmentRecord, actor: Actor): Posting {
  const { id, projectId, cashMinor, inKindMinor } = commitment;
  const { evidencedCashMinor, evidencedInKindMinor } = commitment;
  return {
    kind: 'L24',
    purposeKey: `L24:withdrawn:${id}`,
    subject: { kind: 'commitment', id },
    projectId,
    actor,
    lines: [
      ...pair(['9001', '9000'], projectId, cashMinor),
      ...pair(['9101', '9100'], projectId, inKindMinor),
      ...pair(['9011', '9010'], projectId, evidencedCashMinor),
      ...pair(['9111', '9110'], projectId, evidencedInKindMinor),
    ],
  };
}

export function evidencePosting(
  { projectId }: CommitmentRecord,
  { id, kind, amountMinor }: EvidenceRecord,
  actor: Actor,
): Posting {
  return {
    kind: 'L24',
    purposeKey: `L24:${id}`,
    subject: { kind: 'commitment_evidence', id },
    projectId,
    actor,
    lines: pair(kind === 'cash' ? ['9010', '9011'] : ['9110', '9111'], projectId, amountMinor),
  };
}

function pair(
  [debit, credit]: readonly [string, string],
  subjectId: string,
  amountMinor: number,
): PostingLine[] {
  return [
    { account: { code: debit, subjectId }, debitMinor: amountMinor },
    { account: { code: credit, subjectId }, creditMinor: amountMinor },
  ];
}
