import type { CommitmentState } from '@vatra/shared/matching/commitment.states';

export interface CommitmentRecord {
  readonly id: string;
  readonly projectId: string;
  readonly organisationId: string;
  readonly state: CommitmentState;
  readonly decisionNumber: string;
  /** 2026-11-22 */
  readonly decisionDate: string;
  readonly cashMinor: number;
  readonly inKindMinor: number;
  readonly budgetCode: string;
  readonly fileId: string;
  readonly declaredAt: Date;
  readonly reviewDueAt: Date;
  readonly evidencedCashMinor: number;
  readonly evidencedInKindMinor: number;
}

export interface EvidenceRecord {
  readonly id: string;
  readonly commitmentId: string;
  readonly kind: 'cash' | 'in_kind';
  readonly amountMinor: number;
  readonly description: string;
  readonly fileId: string;
  readonly state: 'offered' | 'accepted' | 'refused';
  readonly offeredAt: Date;
}

export interface CofinancingSums {
  readonly cashMinor: number;
  readonly inKindMinor: number;
}

export interface WithdrawalRecord {
  readonly commitmentId: string;
  readonly decisionNumber: string;
  /** 2026-11-22 */
  readonly decisionDate: string;
  readonly fileId: string;
  readonly reason: string;
}
