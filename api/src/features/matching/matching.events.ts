import type { FundQuestionReason } from '@vatra/shared/matching/fund-words';
import { defineEvent } from '../../platform/outbox/events.js';

interface CommitmentFact extends Record<string, string> {
  commitmentId: string;
  projectId: string;
}

export const COMMITMENT_DECLARED = defineEvent<CommitmentFact>('commitment.declared');
export const COMMITMENT_DECIDED = defineEvent<CommitmentFact>('commitment.decided');
/** The reviewer did not accept the council's decision as it was handed in. */
export const COMMITMENT_REFUSED = defineEvent<CommitmentFact>('commitment.refused');
/** The council took its word back: what was reckoned with is missing (N9). */
export const COMMITMENT_WITHDRAWN = defineEvent<CommitmentFact>('commitment.withdrawn');
export const COMMITMENT_EVIDENCED = defineEvent<CommitmentFact>('commitment.evidenced');

interface FundFact extends Record<string, string> {
  fundId: string;
}

export const MATCHING_FUND_EXHAUSTED = defineEvent<FundFact>('matching_fund.exhausted');
/** Money came back to a fund that had been used up. */
export const MATCHING_FUND_REOPENED = defineEvent<FundFact>('matching_fund.reopened');

/** The money is there or guaranteed: the rules are frozen and public (R52). */
export const MATCHING_FUND_VERIFIED = defineEvent<FundFact>('matching_fund.verified');
export const MATCHING_FUND_OPENED = defineEvent<FundFact>('matching_fund.opened');
export const MATCHING_FUND_CLOSED = defineEvent<FundFact>('matching_fund.closed');
export const MATCHING_FUND_SETTLED = defineEvent<FundFact>('matching_fund.settled');
interface QuestionFact extends Record<string, string> {
  questionId: string;
  fundId: string;
  projectId: string;
}

/** R78, R79: its funder decides whether its matching stays with the project. */
export const MATCHING_FUND_ASKED = defineEvent<
  QuestionFact & { organisationId: string; reason: FundQuestionReason }
>('matching_fund.asked');
export const MATCHING_FUND_ANSWERED = defineEvent<QuestionFact>('matching_fund.answered');
/** More of a fund's money is here than before: a project it matched may wait no longer (R56). */
export const MATCHING_RECEIVED = defineEvent<FundFact & { projectId: string }>('matching.received');
