import type { FileView } from '@vatra/shared/files/files.views';
import type { CommitmentView } from '@vatra/shared/matching/commitments.views';
import type { CommitmentRecord, EvidenceRecord, WithdrawalRecord } from './commitment.record.js';

export function commitmentView(
  commitment: CommitmentRecord,
  {
    evidence,
    withdrawals,
    files,
  }: {
    readonly evidence: readonly EvidenceRecord[];
    readonly withdrawals: readonly WithdrawalRecord[];
    readonly files: ReadonlyMap<string, FileView>;
  },
): CommitmentView {
  const withdrawal = withdrawals.find(({ commitmentId }) => commitmentId === commitment.id);
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
    withdrawal:
      withdrawal === undefined
        ? null
        : {
            decisionNumber: withdrawal.decisionNumber,
            decisionDate: withdrawal.decisionDate,
            reason: withdrawal.reason,
            filePath: files.get(withdrawal.fileId)?.path ?? null,
          },
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
