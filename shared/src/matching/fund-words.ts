/** R80: matching that a finished project did not need goes back to its fund, or stays for repairs. */
export const FUND_LEFTOVERS = ['fund', 'reserve'] as const;
export type FundLeftover = (typeof FUND_LEFTOVERS)[number];

/**
 * L25. paid_in: money came; guarantee: a letter promises it (R56); received: promised money came;
 * lapsed: the free part of a promise fell away; returned: free money went back to its funder.
 */
export const FUND_MONEY_KINDS = ['paid_in', 'guarantee', 'received', 'lapsed', 'returned'] as const;
export type FundMoneyKind = (typeof FUND_MONEY_KINDS)[number];

export const RATIO_PERCENT_MAX = 1_000;

/** Why a funder is asked anew about matching that is a project's: R79 and R78. */
export type FundQuestionReason = 'idle' | 'purpose';

export const FUND_ANSWERS = ['stay', 'leave'] as const;
export type FundAnswer = (typeof FUND_ANSWERS)[number];
