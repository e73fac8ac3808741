import type { RecoveryState } from '@vatra/shared/disbursements/recovery.states';

export interface RecoveryRecord {
  readonly id: string;
  readonly projectId: string;
  readonly organisationId: string;
  readonly state: RecoveryState;
  readonly demandedMinor: number;
  /** How much of it had been gifts; the rest was matching. */
  readonly giftsMinor: number;
  /** What has come by the bank's word. */
  readonly recoveredMinor: number;
  /** What of that has gone on to the project's funds. */
  readonly creditedMinor: number;
  readonly reason: string;
  readonly note: string | null;
  readonly dueOn: string;
  readonly demandedBy: string;
  readonly demandedAt: Date;
  readonly closedAt: Date | null;
}

export interface Instalment {
  readonly dueOn: string;
  readonly amountMinor: number;
}

export function openMinorOf({ demandedMinor, recoveredMinor }: RecoveryRecord): number {
  return demandedMinor - recoveredMinor;
}
