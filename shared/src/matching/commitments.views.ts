import type { CommitmentState } from './commitment.states.js';

export interface CommitmentView {
  readonly id: string;
  readonly projectId: string;
  readonly state: CommitmentState;
  readonly decisionNumber: string;
  readonly decisionDate: string;
  readonly cashMinor: number;
  readonly inKindMinor: number;
  readonly budgetCode: string;
  readonly filePath: string | null;
  /** The decision by which the council took it back. */
  readonly withdrawal: {
    readonly decisionNumber: string;
    readonly decisionDate: string;
    readonly reason: string;
    readonly filePath: string | null;
  } | null;
  readonly evidencedCashMinor: number;
  readonly evidencedInKindMinor: number;
  readonly evidence: readonly {
    readonly id: string;
    readonly kind: 'cash' | 'in_kind';
    readonly amountMinor: number;
    readonly description: string;
    readonly filePath: string | null;
    readonly state: 'offered' | 'accepted' | 'refused';
  }[];
}
