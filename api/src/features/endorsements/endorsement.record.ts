import type { EndorsementState } from '@vatra/shared/endorsements/endorsement.states';

export type DecisionBody = 'assembly' | 'board';

export interface EndorsementRecord {
  readonly id: string;
  readonly projectId: string;
  readonly organisationId: string;
  readonly state: EndorsementState;
  readonly scopeDigest: string;
  readonly callNumber: 0 | 1 | 2;
  readonly decisionBody: DecisionBody;
  readonly secretBallot: boolean;
  readonly statement: string | null;
  readonly requestedAt: Date;
  readonly openedAt: Date | null;
  readonly closesAt: Date | null;
  /** Members entitled on the day of the call. */
  readonly entitled: number;
  /** Counts are there when the call has been decided. */
  readonly yes: number | null;
  readonly no: number | null;
  readonly abstain: number | null;
  readonly excluded: number;
  readonly quorumBase: number | null;
  readonly quorumNeeded: number | null;
  readonly decidedAt: Date | null;
  readonly validUntil: Date | null;
}

/** How far a call has come: who has answered, and what was put into the urn. */
export interface Tally {
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  /** Declared a conflict and voted nothing (R24). */
  readonly excluded: number;
}

export const RUNNING_STATES = ['first_call', 'second_call'] as const;

export function isRunning({ state }: Pick<EndorsementRecord, 'state'>): boolean {
  return state === 'first_call' || state === 'second_call';
}
