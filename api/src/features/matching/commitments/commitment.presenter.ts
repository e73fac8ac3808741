import type { FileView } from '@vatra/shared/files/files.views';
import type { CommitmentView } from '@vatra/shared/matching/commitments.views';
import type { CommitmentRecord, EvidenceRecord } from './commitment.record.js';

export function commitmentView(
  commitment: CommitmentRecord,
  evidence: readonly EvidenceRecord[],
  files: ReadonlyMap<string, FileView>,
): CommitmentView {
  const { id, projectId, state, decisionNumber, decisionDate, budgetCode } = commitment;
  const { cashMinor, inKindMinor, evidencedCashMinor, evidencedInKindMinor } = commitment;
  return {
    id,
    projectId,
    state,
    decisionNumber,
    decisionDate,
    cashMinor,
    inKindMinor,
    budgetCode,
    filePath: files.get(commitment.fileId)?.path ?? null,
    evidencedCashMinor,
    evidencedInKindMinor,
    evidence: evidence
      .filter(({ commitmentId }) => commitmentId === id)
      .map((row) => ({
        id: row.id,
        kind: row.kind,
        amountMinor: row.amountMinor,
        description: row.description,
        filePath: files.get(row.fileId)?.path ?? null,
        state: row.state,
      })),
  };
}
