import type { DecisionBody, Tally } from './endorsement.record.js';

/** R22: fewer people than this are no decision body. */
export const BODY_MIN = 3;
/** An unanimous or tiny secret vote told at the last ballot would tell who voted what. */
const SECRET_EARLY_BALLOTS_MIN = 5;

export interface Call {
  readonly number: 1 | 2;
  readonly body: DecisionBody;
  readonly entitled: number;
  readonly isSecret: boolean;
}

export type CallOutcome = 'active' | 'rejected' | 'second_call' | 'assembly';

/** Ruling 42: members entitled minus declared conflicts. */
export function quorumBase(call: Call, tally: Tally): number {
  return call.entitled - tally.excluded;
}

/** Abstentions count for the quorum only (R25). */
export function votersOf(tally: Tally): number {
  return tally.yes + tally.no + tally.abstain;
}

/** The least number of voters that makes the quorum: R23 as ruling 42 counts it. */
export function quorumNeeded(call: Call, tally: Tally): number {
  const base = quorumBase(call, tally);
  if (call.number === 1) return Math.floor(base / 2) + 1;
  return call.body === 'assembly' ? Math.ceil(base / 3) : Math.ceil(base / 2);
}

/**
 * What a call that has ended leads to. Too few people without a conflict are no body: the assembly
 * takes a board's place; an assembly of that kind cannot endorse.
 */
export function outcomeOf(call: Call, tally: Tally): CallOutcome {
  if (quorumBase(call, tally) < BODY_MIN) {
    return call.body === 'board' && call.number === 1 ? 'assembly' : 'rejected';
  }
  if (votersOf(tally) < quorumNeeded(call, tally)) {
    return call.number === 1 ? 'second_call' : 'rejected';
  }
  return tally.yes > tally.no ? 'active' : 'rejected';
}

/** Everybody has answered, and telling the result now does not tell one person's vote. */
export function mayCloseEarly(call: Call, tally: Tally): boolean {
  if (votersOf(tally) + tally.excluded < call.entitled) return false;
  if (!call.isSecret) return true;
  const isUnanimous = [tally.yes, tally.no, tally.abstain].includes(votersOf(tally));
  return votersOf(tally) >= SECRET_EARLY_BALLOTS_MIN && !isUnanimous;
}
