import type { PurposeChangeView } from '@vatra/shared/disbursements/purpose-changes.views';
import type { PurposeChangeRow } from './purpose-changes.repository.js';

export function purposeChangeView(
  row: PurposeChangeRow,
  parts: {
    readonly askedUntil: Date | null;
    readonly decisionPath: string | null;
    readonly associationName: string;
    readonly may: PurposeChangeView['may'];
  },
): PurposeChangeView {
  const { id, projectId, state, reason, decisionNumber, decidedOn, answers } = row;
  const { decisionPath, may } = parts;
  return {
    ...{ id, projectId, state, reason, decisionNumber, decidedOn, decisionPath, may },
    from: { title: row.fromTitle, solution: row.fromSolution },
    to: { title: row.title, solution: row.solution, place: row.place },
    proposedAt: row.proposedAt.toISOString(),
    association: associationOf(row, parts.associationName),
    askedUntil: state === 'asked' ? (parts.askedUntil?.toISOString() ?? null) : null,
    endedAt: row.endedAt?.toISOString() ?? null,
    asked: answers === null ? null : { donors: answers.askedDonors, minor: answers.askedMinor },
    stayed: answers === null ? null : { donors: answers.stayedDonors, minor: answers.stayedMinor },
  };
}

function associationOf(
  { answeredAt, answerReason }: PurposeChangeRow,
  name: string,
): PurposeChangeView['association'] {
  if (answeredAt === null) return null;
  return { name, answeredAt: answeredAt.toISOString(), reason: answerReason ?? '' };
}
