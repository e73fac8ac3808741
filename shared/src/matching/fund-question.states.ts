import type { StateTable } from '../states/state-table.js';

/** R78, R79: a funder is asked whether its matching stays with a project; silence takes it back. */
export type FundQuestionState = 'asked' | 'stayed' | 'left';

export const FUND_QUESTION_MOVES: StateTable<FundQuestionState> = {
  asked: ['stayed', 'left'],
  stayed: [],
  left: [],
};
