import type {
  GiverCheckState,
  SanctionOutcome,
} from '@vatra/shared/contributions/giver-check.states';

/** What looking at a giver came to, before the gift is written down. */
export interface Assessment {
  readonly outcome: SanctionOutcome;
  readonly listId: string | null;
  /** Entries of the list the name resembles. */
  readonly matches: readonly string[];
  readonly sourceOfFunds: string | null;
  /** A person has to accept it before it can be paid. */
  readonly waits: boolean;
}

export interface GiverCheckRecord {
  /** Of the gift. */
  readonly id: string;
  readonly state: GiverCheckState;
  readonly outcome: SanctionOutcome;
  readonly matches: readonly string[];
  readonly sourceOfFunds: string | null;
  readonly askedAt: Date;
  readonly dueAt: Date;
}

export interface SanctionName {
  readonly reference: string;
  readonly name: string;
}
